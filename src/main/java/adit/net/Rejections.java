package adit.net;

import adit.policy.Decision;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/** The one place where what other layers say becomes a named outcome. */
final class Rejections {
    private Rejections() {}

    /** The rejection for a decision that does not allow. */
    static Rejection of(Decision decision) {
        Outcome outcome =
                switch (decision.verdict()) {
                    case BLOCKED -> Outcome.TARGET_BLOCKED;
                    case NOT_ALLOWED -> Outcome.TARGET_NOT_ALLOWED;
                    case PORT_NOT_ALLOWED -> Outcome.PORT_NOT_ALLOWED;
                    case ADDRESS_DENIED -> Outcome.ADDRESS_DENIED;
                    case LOOP -> Outcome.LOOP_DETECTED;
                    case ALLOWED -> throw new IllegalArgumentException("an allowed target is not rejected");
                };
        return new Rejection(outcome, decision.reason(), decision.rule());
    }

    /** The outcome of a failed connect. */
    static Outcome ofConnect(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("too many open files")) {
            return Outcome.TUNNEL_LIMIT;
        }
        if (message.contains("timed out")) {
            return Outcome.CONNECT_TIMEOUT;
        }
        if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Outcome.CONNECT_UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            return Outcome.CONNECT_REFUSED;
        }
        return cause instanceof IOException ? Outcome.CONNECT_UNREACHABLE : Outcome.INTERNAL_ERROR;
    }
}
