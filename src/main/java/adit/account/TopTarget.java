package adit.account;

import adit.http.Target;

/**
 * A target that at least {@value Crowd#LEAST_CLIENTS} clients use. Not to be shown but through {@link adit.privacy.Privacy}.
 *
 * @param tunnels that lead to it now, or did
 * @param bytes that they moved in both directions
 */
public record TopTarget(Target target, long tunnels, long bytes) {}
