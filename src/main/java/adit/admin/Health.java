package adit.admin;

import adit.account.LiveListener;
import adit.management.ServerStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the program works, and whether clients are to be sent to it. */
final class Health {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ServerStatus status;
    private final IoPulse pulse;

    Health(ServerStatus status, IoPulse pulse) {
        this.status = status;
        this.pulse = pulse;
    }

    /** Whether every I/O thread answers: where one does not, a restart is what helps. */
    Reply healthz() {
        String silent = String.join(", ", pulse.silent());
        return silent.isEmpty()
                ? Reply.text(OK, "ok")
                : Reply.text(UNAVAILABLE, "I/O threads that do not answer: " + silent);
    }

    /** Whether clients are accepted at every listener. */
    Reply readyz() {
        return obstacle().map(why -> Reply.text(UNAVAILABLE, why)).orElseGet(() -> Reply.text(OK, "ready"));
    }

    /** Why no clients should be sent here; empty where they may. */
    Optional<String> obstacle() {
        if (status.state() != ServerStatus.State.RUNNING) {
            return Optional.of(status.state().name().toLowerCase(Locale.ROOT));
        }
        String closed = status.listeners().stream()
                .filter(listener -> listener.state() != LiveListener.State.LISTENING)
                .map(LiveListener::name)
                .collect(Collectors.joining(", "));
        return closed.isEmpty() ? Optional.empty() : Optional.of("listeners that are paused: " + closed);
    }
}
