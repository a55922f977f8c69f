package adit.net;

import adit.account.LiveEntry;
import adit.account.LiveTunnel;
import adit.account.Trace;
import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Direction;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Evaluation;
import adit.policy.Identity;
import adit.privacy.Parties;
import adit.privacy.Privacy;
import adit.relay.RelayPolicy;
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

    /** Who the client has proved to be; null where it has not. */
    volatile Identity identity;

    volatile Traffic traffic;

    /** What the policy says of the request; null until it has been asked. */
    volatile Evaluation evaluation;

    /** Where the target was reached; null until it has been. */
    volatile InetAddress address;

    /** How the client asked. Belongs to the processor's thread, as does what it was answered with. */
    TunnelRecord.Request asked = TunnelRecord.Request.NONE;

    int status;

    /** Where it is told that bytes move. */
    LiveEntry entry;

    private final InetAddress client;
    private final Trace trace;

    /** @param client where the connection comes from */
    VisibleTunnel(TunnelContext context, TunnelProcessor processor, InetAddress client) {
        this.context = context;
        this.processor = processor;
        this.client = client;
        this.times = new TunnelTimes(context.registry().latencies(), processor.now());
        this.id = context.ids().next();
        this.trace = context.tracer().begin(id, context.tls() ? Phase.HANDSHAKING : Phase.NEGOTIATING);
    }

    /** Returns whether the event meant anything in the phase. */
    final boolean advance(Event event) {
        Phase next = phase.after(event);
        if (next == phase) {
            return false;
        }
        times.passed(phase, next, processor.now());
        phase = next;
        trace.entered(next);
        return true;
    }

    /** Tells what remains of the tunnel. */
    final void closed(Outcome outcome, Phase last) {
        TunnelRecord remains = record(outcome, last);
        trace.ended(remains);
        context.registry().closed(remains);
    }

    private TunnelRecord record(Outcome outcome, Phase last) {
        boolean relayed = outcome == Outcome.ESTABLISHED;
        return new TunnelRecord(
                id,
                context.listener(),
                context.clock().now(),
                parties(),
                asked,
                outcome,
                relayed ? status : outcome.status(),
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
    public final Parties parties() {
        Privacy privacy = context.privacy();
        Identity user = identity;
        Target target = destination;
        InetAddress reached = address;
        return new Parties(
                privacy.client(client),
                user == null ? "" : privacy.user(user.user()),
                target == null ? "" : privacy.target(target),
                reached == null ? "" : privacy.address(reached));
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
        return processor.time().elsewhere() - times.accepted();
    }

    @Override
    public final long idleNanos() {
        Traffic current = traffic;
        return processor.time().elsewhere() - (current == null ? times.accepted() : current.lastActivity());
    }

    @Override
    public final long bytesToClient() {
        Traffic current = traffic;
        return current == null ? 0 : current.bytesToClient();
    }

    @Override
    public final long maxRateToClient() {
        Traffic current = traffic;
        return current == null ? 0 : current.downward().meter.maxRate();
    }

    @Override
    public final long maxRateToTarget() {
        Traffic current = traffic;
        return current == null ? 0 : current.upward().meter.maxRate();
    }

    @Override
    public final Optional<RelayPolicy> policyToClient() {
        return Optional.ofNullable(traffic).map(Traffic::downwardPolicy);
    }

    @Override
    public final Optional<RelayPolicy> policyToTarget() {
        return Optional.ofNullable(traffic).map(Traffic::upwardPolicy);
    }

    @Override
    public final long sharedRate() {
        Traffic current = traffic;
        return current == null ? 0 : current.sharedRate();
    }

    @Override
    public final long bytesToTarget() {
        Traffic current = traffic;
        return current == null ? 0 : current.bytesToTarget();
    }
}
