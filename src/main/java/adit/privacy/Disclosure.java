package adit.privacy;

/** How much of something that identifies somebody is shown. */
public enum Disclosure {
    /** Nothing: not even whether there is something. */
    NONE,
    /** Enough to tell one from another on the same day, and no more. */
    HASHED,
    /** All of it. */
    FULL
}
