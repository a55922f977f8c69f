package adit.net;

import adit.auth.BasicScheme;
import adit.auth.Login;
import adit.auth.Realm;
import adit.http.BadRequestException;
import adit.http.Target;
import adit.limits.QuotaRefusal;
import adit.limits.Refusal;
import adit.policy.Decision;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** The one place where what other layers say becomes a named outcome. */
final class Rejections {
    static final Rejection SHUTTING_DOWN =
            new Rejection(Outcome.DRAINING, "The proxy is shutting down and opens no new tunnels.");
    static final Rejection NOT_AUTHENTICATED_IN_TIME = new Rejection(
            Outcome.AUTHENTICATION_BUSY, "The password was not verified within the time that a request has.");
    static final Rejection FULL =
            new Rejection(Outcome.ACCEPT_LIMIT, "The proxy has as many connections as it may have.");
    static final Rejection TOO_MANY_CONNECTIONS =
            new Rejection(Outcome.CLIENT_LIMIT, "There are as many connections from your address as there may be.");
    static final Rejection CONNECTOR_BUSY =
            new Rejection(Outcome.CONNECTOR_BUSY, "Too many targets are being connected to at once.");
    private static final Rejection KILLED =
            new Rejection(Outcome.DRAINING, "The operator of the proxy closed the tunnel before it was open.");

    static final Rejection REQUEST_TOO_LARGE =
            new Rejection(Outcome.CONTENT_TOO_LARGE, "The request has more content than the proxy lets through.");
    static final Rejection RESPONSE_TOO_LARGE =
            new Rejection(Outcome.RESPONSE_TOO_LARGE, "The response has more content than the proxy lets through.");

    private Rejections() {}

    /**
     * The rejection for the end of a tunnel before its client was told anything.
     *
     * @param originsTurn whether it was the origin that something was expected of, not the client
     */
    static Rejection of(RelayEnd end, boolean originsTurn) {
        return switch (end) {
            case IDLE_TIMEOUT, LIFETIME_EXCEEDED, TOO_SLOW ->
                originsTurn
                        ? new Rejection(Outcome.RESPONSE_TIMEOUT, "The origin sent no response in time.")
                        : new Rejection(Outcome.REQUEST_TIMEOUT, "The body of the request did not come in time.");
            case SHUTDOWN -> SHUTTING_DOWN;
            case QUOTA_EXCEEDED -> new Rejection(Outcome.QUOTA_EXCEEDED, "You have moved as many bytes as you may.");
            default -> KILLED;
        };
    }

    /** The client was too slow to ask. */
    static Rejection late(Duration initiationTimeout) {
        return new Rejection(
                Outcome.REQUEST_TIMEOUT, "No complete request came within " + initiationTimeout.toMillis() + " ms.");
    }

    /** The resolver was too slow to answer. */
    static Rejection unresolved(Target target) {
        return new Rejection(Outcome.RESOLVE_TIMEOUT, "The name " + target.host() + " was not resolved in time.");
    }

    /** What was sent is no request. */
    static Rejection of(BadRequestException e) {
        Outcome outcome =
                switch (e.kind()) {
                    case MALFORMED -> Outcome.MALFORMED_REQUEST;
                    case TARGET_TOO_LONG -> Outcome.TARGET_TOO_LONG;
                    case TOO_LARGE -> Outcome.HEAD_TOO_LARGE;
                    case EXPECTATION_FAILED -> Outcome.EXPECTATION_FAILED;
                    case UNKNOWN_CODING -> Outcome.UNKNOWN_TRANSFER_CODING;
                };
        return new Rejection(outcome, e.getMessage());
    }

    /** The client has to say who it is. */
    static Rejection challenge(Realm realm, String reason) {
        return new Rejection(Outcome.AUTHENTICATION_REQUIRED, reason, "", BasicScheme.challenge(realm.name()), 0);
    }

    /** Nobody has time for the client's password. */
    static Rejection of(Login.Busy busy) {
        return switch (busy) {
            case CLIENT ->
                new Rejection(Outcome.RATE_LIMIT, "Too many logins from your address wait for their answers.");
            case PROXY -> new Rejection(Outcome.AUTHENTICATION_BUSY, "Too many passwords wait to be verified.");
            case FAULT -> new Rejection(Outcome.INTERNAL_ERROR, "The proxy failed to look at its users.");
        };
    }

    /** One client, by its address or its network, has too many tunnels or opens them too fast. */
    static Rejection ofClient(Refusal refusal) {
        return of(refusal, Outcome.CLIENT_LIMIT, Outcome.RATE_LIMIT, "from your address");
    }

    /** One user has too many tunnels or opens them too fast. */
    static Rejection ofUser(Refusal refusal) {
        return of(refusal, Outcome.USER_LIMIT, Outcome.RATE_LIMIT, "for your user");
    }

    /** One target has too many tunnels, or gets them too fast. */
    static Rejection ofTarget(Refusal refusal) {
        return of(refusal, Outcome.TARGET_LIMIT, Outcome.TARGET_LIMIT, "to this target");
    }

    private static Rejection of(Refusal refusal, Outcome tooMany, Outcome tooFast, String whose) {
        return switch (refusal.reason()) {
            case TOO_MANY -> new Rejection(tooMany, "There are as many tunnels " + whose + " as there may be.");
            case TOO_FAST -> {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(refusal.retryNanos()) + 1;
                String reason = "New tunnels " + whose + " are asked for faster than they may be.";
                yield new Rejection(tooFast, reason, "", "", seconds);
            }
        };
    }

    /** One user has moved too much. */
    static Rejection of(QuotaRefusal refusal) {
        return new Rejection(Outcome.QUOTA_EXCEEDED, refusal.reason(), "", "", refusal.retrySeconds());
    }

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

    /** The outcome for a client whose connection failed in that phase. */
    static Outcome ofLost(Phase phase, IOException cause) {
        boolean brokeTls = cause instanceof SSLException || cause instanceof TruncatedException;
        boolean failed = phase == Phase.HANDSHAKING ? brokeTls : cause instanceof SSLHandshakeException;
        return failed ? Outcome.TLS_HANDSHAKE_FAILED : Outcome.CLIENT_GONE;
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
