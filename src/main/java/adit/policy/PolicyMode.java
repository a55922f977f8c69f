package adit.policy;

/**
 * What becomes of what block lists and rules deny. No mode opens an address of a special purpose, nor the proxy to
 * itself.
 */
public enum PolicyMode {
    /** It is denied. */
    ENFORCE,
    /** It is allowed, and noted as what would be denied. */
    REPORT,
    /** They are not asked. */
    OPEN
}
