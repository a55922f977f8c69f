package adit.net;

import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Direction;
import adit.config.Settings;
import adit.policy.TargetPolicy;
import adit.relay.RelayEnd;
import adit.tunnel.Blame;
import adit.tunnel.Event;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * One tunnel from accept to the end: the effects of what {@link Phase} decides. It lives on the thread of one
 * processor; {@link #end(RelayEnd)} and {@link #drain()} are for any.
 */
final class Tunnel extends VisibleTunnel {
    private static final Logger LOG = LogManager.getLogger(Tunnel.class);

    /** How long a refused client may take to read why, before the connection is closed on it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Rejection SHUTTING_DOWN =
            new Rejection(Outcome.DRAINING, "The proxy is shutting down and opens no new tunnels.");
    private static final Rejection KILLED =
            new Rejection(Outcome.DRAINING, "The operator of the proxy closed the tunnel before it was open.");

    private final TunnelSession client;
    private final ClientSide clientSide;
    private final TunnelConnector connector;

    private final TunnelDeadline deadline;

    /** What applies to this tunnel; taken when its target is decided on. */
    private Settings settings;

    private Outcome outcome;
    private Dial dial;
    private TunnelSession target;

    Tunnel(TunnelContext context, TunnelSession client, TunnelConnector connector) {
        super(context, client.processor());
        this.client = client;
        this.clientSide = new ClientSide(client, context.negotiator());
        this.connector = connector;
        this.deadline = new TunnelDeadline(this, processor);
        this.settings = context.settings().get();
        client.belongTo(this);
        context.registry().opened(this);
        deadline.armAt(times.accepted() + settings.initiationTimeout().toNanos());
    }

    /** There is no room for one more. */
    void turnAway() {
        end(Outcome.ACCEPT_LIMIT);
    }

    /** One of its sessions is ready for use. */
    void opened(TunnelSession session) {
        if (session.equals(client)) {
            clientSide.opened();
        } else {
            connected(session);
        }
    }

    /** The client has named its target. Returns the policy that decides, the same until the tunnel ends. */
    TargetPolicy authorise(TunnelRequest request) {
        if (advance(Event.REQUESTED)) {
            times.requested(processor.now());
            settings = context.settings().get();
            destination = request.target();
        }
        return settings.policy();
    }

    TargetPolicy policy() {
        return settings.policy();
    }

    /** The target may be reached as far as its name and port are concerned. */
    void allowed(TunnelRequest request) {
        received(request.early());
        if (context.draining().getAsBoolean()) {
            refuse(SHUTTING_DOWN);
        } else if (advance(Event.ALLOWED)) {
            long endsAt = processor.now() + settings.connectTimeout().toNanos();
            dial = new Dial(this, connector, context.ownAddresses().get(), request.target(), endsAt);
            dial.start(context.resolver());
        }
    }

    /** Returns whether anybody still waits for the target. */
    boolean resolved() {
        times.resolved(processor.now());
        return advance(Event.RESOLVED);
    }

    void refuseUnresolved(Rejection rejection) {
        if (phase == Phase.RESOLVING) {
            refuse(rejection);
        }
    }

    private void connected(TunnelSession session) {
        // One that closes already was given up in the very pass in which it succeeded.
        if (session.isClosing() || !advance(Event.CONNECTED)) {
            session.closeNow();
            return;
        }
        target = session;
        times.connected(processor.now());
        try {
            establish();
        } catch (IOException e) {
            LOG.debug("Tunnel {}: the client was not told: {}", id, e.getMessage());
            end(Outcome.REPLY_FAILED);
        } catch (Exception | Error e) {
            failed(e);
        }
    }

    private void establish() throws Exception {
        client.getFilterChain().clear();
        target.getFilterChain().clear();
        relay = new Relay(this, client, target, settings.clientToTarget(), settings.targetToClient());
        relay.greet(clientSide.greeting());
        outcome = Outcome.ESTABLISHED;
        advance(Event.GRANTED);
        relay.begin(clientSide.early(), clientSide.inputHasEnded());
    }

    /** Tells the client why there is no tunnel, and closes once it has read that. */
    void refuse(Rejection rejection) {
        if (!advance(Event.REFUSED)) {
            return;
        }
        outcome = rejection.outcome();
        times.refused(processor.now());
        LOG.log(outcome.blame() == Blame.CLIENT ? Level.DEBUG : Level.INFO, "Tunnel {}: {}", id, outcome.label());
        if (dial != null) {
            dial.cancel();
        }
        deadline.armIn(LINGER_NANOS);
        if (!clientSide.answer(rejection, id, () -> end(outcome))) {
            end(outcome);
        }
    }

    /** Bytes from a client that has no answer yet, or has been refused. */
    void received(IoBuffer bytes) {
        if (phase != Phase.REJECTING) {
            clientSide.received(bytes);
        }
    }

    /** The client sends no more. Once it has asked it may still want the answer. */
    void inputClosed() {
        clientSide.inputClosed();
        if (phase == Phase.NEGOTIATING) {
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
        if (!session.equals(client) && !session.equals(target)) {
            return;
        }
        if (phase.isRelaying()) {
            relay.stop(RelayEnd.KILLED);
        }
        end(Outcome.CLIENT_GONE);
    }

    /** Something failed on a session or in the program. MINA tells of an Error once for each filter it passes. */
    void failed(Throwable cause) {
        if (phase.isRelaying()) {
            relay.fault(cause);
        } else if (cause instanceof IOException) {
            LOG.debug("Tunnel {}: {}", id, cause.getMessage());
            end(Outcome.CLIENT_GONE);
        } else if (phase.isEstablishing()) {
            LOG.error("Tunnel {}: a filter or the handler failed", id, cause);
            refuse(new Rejection(Outcome.INTERNAL_ERROR, "The proxy failed."));
        } else if (phase != Phase.REJECTING) {
            LOG.error("Tunnel {}: the relay could not be set up", id, cause);
            end(Outcome.INTERNAL_ERROR);
        }
    }

    /** The deadline has passed. */
    void timeIsUp(long now) {
        switch (phase) {
            case NEGOTIATING ->
                refuse(new Rejection(
                        Outcome.REQUEST_TIMEOUT,
                        "No complete request came within "
                                + settings.initiationTimeout().toMillis() + " ms."));
            case RESOLVING ->
                refuse(new Rejection(
                        Outcome.RESOLVE_TIMEOUT, "The name " + destination.host() + " was not resolved in time."));
            case CONNECTING -> dial.expired();
            case RELAYING, DRAINING -> relay.check(now);
            default -> end(Outcome.CLIENT_GONE);
        }
    }

    TunnelDeadline deadline() {
        return deadline;
    }

    void halfEnded() {
        advance(Event.HALF_ENDED);
    }

    /** Both directions of the relay have their ends. */
    void relayEnded() {
        end(outcome);
    }

    @Override
    public void end(RelayEnd cause) {
        processor.post(() -> {
            if (phase.isRelaying()) {
                relay.stop(cause);
            } else {
                refuse(cause == RelayEnd.SHUTDOWN ? SHUTTING_DOWN : KILLED);
            }
        });
    }

    @Override
    public void drain() {
        processor.post(() -> {
            if (phase == Phase.NEGOTIATING) {
                refuse(SHUTTING_DOWN);
            }
        });
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
        if (dial != null) {
            dial.cancel();
        }
        try {
            context.registry().closed(record(last));
        } finally {
            client.closeNow();
            if (target != null) {
                target.closeNow();
            }
        }
    }

    private TunnelRecord record(Phase last) {
        boolean relayed = outcome == Outcome.ESTABLISHED;
        return new TunnelRecord(
                id,
                context.listener(),
                outcome,
                last,
                relayed ? new Direction(relay.upwardEnd(), bytesToTarget()) : Direction.NOT_STARTED,
                relayed ? new Direction(relay.downwardEnd(), bytesToClient()) : Direction.NOT_STARTED,
                times.until(processor.now()));
    }
}
