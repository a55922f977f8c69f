package adit.net;

import adit.account.LiveTunnel;
import adit.http.Target;
import adit.tunnel.Event;
import adit.tunnel.Phase;
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

    volatile Phase phase = Phase.NEGOTIATING;
    volatile Target destination;
    volatile Relay relay;

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
    public final long ageNanos() {
        return processor.clock() - times.accepted();
    }

    @Override
    public final long idleNanos() {
        Relay current = relay;
        return processor.clock() - (current == null ? times.accepted() : current.lastActivity());
    }

    @Override
    public final long bytesToClient() {
        Relay current = relay;
        return current == null ? 0 : current.bytesToClient();
    }

    @Override
    public final long bytesToTarget() {
        Relay current = relay;
        return current == null ? 0 : current.bytesToTarget();
    }
}
