package adit.net;

import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Direction;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Evaluation;
import adit.tunnel.Event;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What other threads see of a tunnel. The processor's thread writes the fields, any may read them through
 * {@link LiveTunnel}.
 */
abstract class VisibleTunnel implements LiveTunnel {
    final TunnelContext context;
    final TunnelProcessor processor;
    final TunnelTimes times;
    final String id;

    volatile Phase phase = Phase.HANDSHAKING;
    volatile Target destination;
    volatile Traffic traffic;

    /** What the policy says of the request; null until it has been asked. */
    volatile Evaluation evaluation;

    /** Where the target was reached; null until it has been. */
    volatile InetAddress address;

    VisibleTunnel(TunnelContext context, TunnelProcessor processor) {
        this.context = context;
        this.processor = processor;
        this.times = new TunnelTimes(processor.now());
        this.id = context.ids().next();
    }

    /** Returns whether the event meant anything in the phase. */
    final boolean advance(Event event) {
        Phase next = phase.after(event);
        if (next == phase) {
            return false;
        }
        phase = next;
        return true;
    }

    /** From here on this is what the tunnel is for. */
    final void carry(Traffic begun) {
        traffic = begun;
    }

    /** What remains of the tunnel. */
    final TunnelRecord record(Outcome outcome, Phase last) {
        boolean relayed = outcome == Outcome.ESTABLISHED;
        return new TunnelRecord(
                id,
                context.listener(),
                outcome,
                last,
                relayed ? new Direction(traffic.upward().end, bytesToTarget()) : Direction.NOT_STARTED,
                relayed ? new Direction(traffic.downward().end, bytesToClient()) : Direction.NOT_STARTED,
                times.until(processor.now()),
                wouldDeny());
    }

    /** The id of the rule that would have denied the request; empty where none. */
    abstract String wouldDeny();

    final TunnelProcessor processor() {
        return processor;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Phase phase() {
        return phase;
    }

    @Override
    public final String listener() {
        return context.listener();
    }

    @Override
    public final Optional<String> target() {
        return Optional.ofNullable(destination).map(Target::toString);
    }

    @Override
    public final Optional<AccessRequest> request() {
        return Optional.ofNullable(evaluation).map(Evaluation::request);
    }

    @Override
    public final Optional<InetAddress> address() {
        return Optional.ofNullable(address);
    }

    @Override
    public final long ageNanos() {
        return processor.clock() - times.accepted();
    }

    @Override
    public final long idleNanos() {
        Traffic current = traffic;
        return processor.clock() - (current == null ? times.accepted() : current.lastActivity());
    }

    @Override
    public final long bytesToClient() {
        Traffic current = traffic;
        return current == null ? 0 : current.bytesToClient();
    }

    @Override
    public final long bytesToTarget() {
        Traffic current = traffic;
        return current == null ? 0 : current.bytesToTarget();
    }
}
