package adit.app;

import adit.net.ListenException;
import java.util.Optional;

/** Why the program does not start. The message is for the operator: one cause a line, nothing to decode. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    StartupException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** For a listener that cannot be bound; names it, the address and the cause, and who holds it where that can be told. */
    static StartupException cannotListen(ListenException cause) {
        Optional<String> holder =
                cause.isInUse() ? PortHolder.of(cause.address().getPort()) : Optional.empty();
        String message = cause.getMessage() + holder.map(" by "::concat).orElse("");
        StartupException failure = new StartupException(ExitCode.FAILED, message);
        failure.initCause(cause);
        return failure;
    }

    ExitCode code() {
        return code;
    }
}
