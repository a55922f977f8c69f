package adit.net;

import adit.policy.Decision;
import adit.relay.RelayEnd;
import adit.tunnel.Blame;
import adit.tunnel.Event;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One tunnel from accept to the end: the effects of what {@link Phase} decides. It lives on the thread of one
 * processor; {@link #end(RelayEnd)} and {@link #drain()} are for any.
 */
final class Tunnel extends ClientTunnel {
    private static final Logger LOG = LogManager.getLogger(Tunnel.class);

    /** How long a client may take to read the last that it is told, before the connection is closed on it. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    final TunnelSession client;
    private final TunnelConnector connector;
    private final TunnelDeadline deadline;
    /** What a client hears whose request is not decided on in time. */
    private Rejection overdue = Rejections.NOT_AUTHENTICATED_IN_TIME;

    private Outcome outcome;

    /** Null until the request is allowed. */
    private Passage passage;

    /** The tunnel of a connection that was accepted now. */
    Tunnel(TunnelContext context, TunnelSession client, TunnelConnector connector) {
        this(context, client, connector, new NegotiatingClient(client, context.negotiator()));
    }

    Tunnel(TunnelContext context, TunnelSession client, TunnelConnector connector, ClientSide clientSide) {
        super(context, client, clientSide);
        this.client = client;
        this.connector = connector;
        this.deadline = new TunnelDeadline(this, processor);
        if (!context.tls()) {
            secured();
        }
        client.belongTo(this);
        entry = context.registry().opened(this);
        deadline.armAt(times.accepted() + nanosToAsk());
    }

    /** It may not even ask. */
    void turnAway(Outcome cause) {
        end(cause);
    }

    /** One of its sessions is ready for use. */
    void opened(TunnelSession session) {
        if (session.equals(client)) {
            clientSide.opened();
            if (context.intake().get() == Intake.NONE && !context.tls()) {
                drain();
            }
        } else {
            connected(session);
        }
    }

    /** The target may be reached as far as its name and port are concerned. */
    void allowed(TunnelRequest request) {
        if (advance(Event.ALLOWED)) {
            times.allowed(processor.now());
            passage = request.forward().isPresent()
                    ? new Forwarding(this, client, connector, request.forward().get())
                    : new RelayPassage(this, client, connector);
            passage.begin();
        }
    }

    /** Returns whether anybody still waits for the target. */
    boolean resolved() {
        times.resolved(processor.now());
        return advance(Event.RESOLVED);
    }

    private void connected(TunnelSession session) {
        // One that closes already was given up in the very pass in which it succeeded; of two in one pass the first
        // counts.
        if (session.isClosing() || phase != Phase.CONNECTING || !mayBeUsed(session) || !arrived(passage.arrival())) {
            session.closeNow();
            return;
        }
        try {
            passage.arrived(session);
        } catch (IOException e) {
            LOG.debug("Tunnel {}: the client was not told: {}", id, e.getMessage());
            end(Outcome.REPLY_FAILED);
        } catch (Exception | Error e) {
            session.closeNow();
            failed(e);
        }
    }

    private boolean mayBeUsed(TunnelSession session) {
        Optional<Decision> denial = denialOf(session.getRemoteAddress());
        denial.map(Rejections::of).ifPresent(this::refuse);
        return denial.isEmpty();
    }

    /** Returns whether it meant anything. */
    boolean arrived(Event arrival) {
        times.connected(processor.now());
        return advance(arrival);
    }

    /** The connection that the request went by is of no use. */
    void retried() {
        times.retried();
        traffic = null;
        reachedAt(null);
        advance(Event.RETRIED);
    }

    /** The client is told, with that status, that it gets what it asked for. */
    void granted(int answer) {
        status = answer;
        outcome = Outcome.ESTABLISHED;
        advance(Event.GRANTED);
    }

    /** Runs what comes later than it was asked for. */
    void unlessOver(Runnable step) {
        if (phase == Phase.RESOLVING) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    /** Tells the client why there is no tunnel, and closes once it has read that. */
    void refuse(Rejection rejection) {
        if (!advance(Event.REFUSED)) {
            return;
        }
        outcome = rejection.outcome();
        LOG.log(outcome.blame() == Blame.CLIENT ? Level.DEBUG : Level.INFO, "Tunnel {}: {}", id, outcome.label());
        giveUp();
        conclude(context.negotiator().answer(rejection, id));
    }

    /** The client has asked the proxy itself. */
    void answer(Reply reply) {
        if (advance(Event.REFUSED)) {
            outcome = Outcome.ANSWERED;
            conclude(Optional.of(reply));
        }
    }

    private void conclude(Optional<Reply> reply) {
        times.refused(processor.now());
        deadline.armIn(LINGER_NANOS);
        if (!clientSide.answer(reply)) {
            end(outcome);
        }
    }

    /** As {@link #refuse}, but some time later, or when the client's time is up if that comes first. */
    void refuseIn(long nanos, Rejection rejection) {
        if (nanos == 0) {
            refuse(rejection);
        } else if (phase == Phase.AUTHORISING) {
            overdue = rejection;
            deadline.bringForward(processor.now() + nanos);
        }
    }

    /** The client sends no more. Once it has asked it may still want the answer. */
    void inputClosed() {
        clientSide.inputClosed();
        if (phase == Phase.HANDSHAKING || phase == Phase.NEGOTIATING) {
            end(Outcome.CLIENT_GONE);
        } else if (phase == Phase.REJECTING && clientSide.isAnswered()) {
            end(outcome);
        }
    }

    /**
     * MINA has closed a session. That is news only where nobody asked for it, and concerns the tunnel only where the session
     * is one of its ends: a target that was dialled and given up is none.
     */
    void sessionClosed(TunnelSession session) {
        if (!session.equals(client) && (passage == null || !passage.leadsTo(session))) {
            return;
        }
        if (phase.isRelaying()) {
            traffic.stop(RelayEnd.KILLED);
        }
        end(Outcome.CLIENT_GONE);
    }

    /** Something failed on a session or in the program. MINA tells of an Error once for each filter it passes. */
    void failed(Throwable cause) {
        if (phase.isRelaying() || (phase == Phase.AWAITING && traffic != null)) {
            traffic.fault(cause);
        } else if (cause instanceof IOException lost) {
            LOG.debug("Tunnel {}: {}", id, lost.getMessage());
            clientLost(lost);
        } else if (phase.isEstablishing()) {
            LOG.error("Tunnel {}: a filter or the handler failed", id, cause);
            refuse(new Rejection(Outcome.INTERNAL_ERROR, "The proxy failed."));
        } else if (phase != Phase.REJECTING) {
            LOG.error("Tunnel {}: the relay could not be set up", id, cause);
            end(Outcome.INTERNAL_ERROR);
        }
    }

    /** The client cannot be read from or written to. */
    void clientLost(IOException cause) {
        if (cause instanceof SSLException && phase.isEstablishing()) {
            refuse(new Rejection(Rejections.ofLost(phase, cause), cause.getMessage()));
        } else {
            end(Rejections.ofLost(phase, cause));
        }
    }

    /** The deadline has passed. */
    void timeIsUp(long now) {
        switch (phase) {
            case HANDSHAKING -> end(Outcome.TLS_HANDSHAKE_TIMEOUT);
            case NEGOTIATING -> refuse(late());
            case AUTHORISING -> refuse(overdue);
            case RESOLVING -> refuse(Rejections.unresolved(destination));
            case CONNECTING -> passage.expired();
            case AWAITING, RELAYING, DRAINING -> traffic.check(now);
            default -> end(Outcome.CLIENT_GONE);
        }
    }

    TunnelDeadline deadline() {
        return deadline;
    }

    void halfEnded() {
        advance(Event.HALF_ENDED);
    }

    /** Both directions have their ends. */
    void trafficEnded() {
        end(Outcome.ESTABLISHED);
    }

    @Override
    public void end(RelayEnd cause) {
        processor.post(() -> Intervention.end(this, cause));
    }

    @Override
    public void judgeAnew(Consumer<Boolean> told) {
        processor.post(() -> told.accept(Intervention.judgeAnew(this)));
    }

    @Override
    public void drain() {
        processor.post(() -> Intervention.drain(this));
    }

    /** The first outcome stays. */
    private void end(Outcome cause) {
        Phase last = phase;
        if (!advance(Event.ENDED)) {
            return;
        }
        if (outcome == null) {
            outcome = cause;
        }
        deadline.disarm();
        giveUp();
        shares.release();
        try {
            closed(outcome, last);
        } finally {
            clientSide.tunnelEnded();
        }
    }

    private void giveUp() {
        if (passage != null) {
            passage.giveUp();
        }
    }
}
