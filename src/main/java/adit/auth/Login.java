package adit.auth;

import adit.policy.Identity;

/** Takes the answer to an attempt to log in, if there is one: a single call, on the caller's thread where no hash is needed, else on another. */
public interface Login {
    /** Why an attempt is not looked at. */
    enum Busy {
        /** So many attempts from the client's address wait for their answers. */
        CLIENT,
        /** So many passwords wait to be hashed. */
        PROXY,
        /** A fault of the program keeps it from its users. */
        FAULT
    }

    /** Whether the client still waits for an answer. Asked on any thread. */
    boolean isAwaited();

    /** User and password are right. */
    void accepted(Identity identity);

    /**
     * User or password is wrong.
     *
     * @param delayNanos how long to wait before the client is told; 0 or more
     */
    void refused(long delayNanos);

    /** Nothing was verified; the client may try again. */
    void postponed(Busy busy);
}
