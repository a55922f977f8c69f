package adit.tunnel;

/** Who has to act so that an establishment succeeds next time. */
public enum Blame {
    NOBODY,
    CLIENT,
    POLICY,
    TARGET,
    PROXY
}
