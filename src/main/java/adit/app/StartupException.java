package adit.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Why the program does not start. The message is for the operator: one cause a line, nothing to decode. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    StartupException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** For a listener that cannot be bound; names the address, and who holds it where that can be told. */
    static StartupException cannotListen(InetSocketAddress address, IOException cause) {
        String where = SocketAddresses.text(address);
        StartupException failure = new StartupException(ExitCode.FAILED, explain(where, address.getPort(), cause));
        failure.initCause(cause);
        return failure;
    }

    private static String explain(String where, int port, IOException failure) {
        // MINA wraps what the system said, and says less.
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        boolean taken = cause instanceof BindException && reason.startsWith("Address already in use");
        return taken
                ? where + " is in use" + PortHolder.of(port).map(" by "::concat).orElse("")
                : "cannot listen on " + where + ": " + reason;
    }

    ExitCode code() {
        return code;
    }
}
