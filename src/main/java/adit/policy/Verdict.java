package adit.policy;

/** What a policy says of a target. */
public enum Verdict {
    ALLOWED,
    /** A block list names it. */
    BLOCKED,
    /** No rule allows it. */
    NOT_ALLOWED,
    /** Its port is not among the allowed ones. */
    PORT_NOT_ALLOWED,
    /** Its address belongs to a denied range. */
    ADDRESS_DENIED,
    /** It is this proxy itself. */
    LOOP
}
