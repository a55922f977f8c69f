package adit.app;

/** What the process tells its caller: the codes that the LSB gives to init scripts. */
enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_CONFIGURED(6);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    int value() {
        return value;
    }
}
