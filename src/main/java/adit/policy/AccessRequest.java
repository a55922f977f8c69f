package adit.policy;

import adit.http.Target;
import java.time.Instant;

/**
 * What a policy is asked.
 *
 * @param at when it was asked
 */
public record AccessRequest(Target target, Purpose purpose, Requester requester, Instant at) {}
