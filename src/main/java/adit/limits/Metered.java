package adit.limits;

/** A tunnel whose bytes are counted for its user. Safe for use by any thread. */
public interface Metered {
    /** Bytes moved so far in both directions. Never goes back. */
    long bytes();

    /** The quota is used up: asks the tunnel to end; returns at once. */
    void quotaExceeded();
}
