package adit.terminal;

/** What a command tells its caller: the codes that the LSB gives to init scripts, and two of our own. */
final class ExitCodes {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_PERMITTED = 4;
    static final int NOT_INSTALLED = 5;
    static final int NOT_CONFIGURED = 6;
    static final int NOT_RUNNING = 7;

    /** The target may not be reached. Apart from the failures, so that a script does not take one for the other. */
    static final int DENIED = 10;

    /** Whether the target may be reached depends on its addresses, and it has none. */
    static final int UNDECIDED = 11;

    private ExitCodes() {}
}
