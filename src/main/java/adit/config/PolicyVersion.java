package adit.config;

import java.time.Instant;

/**
 * Policies that were in force from some moment on.
 *
 * @param number the generation of settings that they came with
 * @param cause what put them in force, such as {@code reload}
 * @param summary what changed, on one line
 */
public record PolicyVersion(long number, Instant at, String cause, String summary, PolicySet policies) {}
