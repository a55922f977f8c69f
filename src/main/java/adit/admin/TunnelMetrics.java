package adit.admin;

import adit.account.LiveListener;
import adit.account.TunnelRegistry;
import adit.account.TunnelTotals;
import adit.admin.Metrics.Metric;
import adit.limits.Neighbours;
import adit.management.Management;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How many tunnels there are and were, how they ended, and what they moved. */
final class TunnelMetrics {
    private static final String LISTENER = "listener";
    private static final String TO_TARGET = "to_target";
    private static final String TO_CLIENT = "to_client";

    private final List<LiveListener> listeners;
    private final TunnelRegistry tunnels;

    private TunnelMetrics(List<LiveListener> listeners, TunnelRegistry tunnels) {
        this.listeners = listeners;
        this.tunnels = tunnels;
    }

    static void add(Metrics metrics, Management.Model model) {
        new TunnelMetrics(model.status().listeners(), model.tunnels()).add(metrics);
        metrics.gauge(
                        "adit_connections_limit",
                        "The most client connections at once, by limits.max_connections and open files.")
                .number(() -> model.server().connections().limit());
        Neighbours neighbours = model.neighbours();
        metrics.gauge("adit_clients", "Clients that have a tunnel: addresses, or IPv6 networks of 64 bits.")
                .number(neighbours::clientsInUse);
        metrics.gauge("adit_users", "Users that have a tunnel.").number(neighbours::usersInUse);
        metrics.gauge("adit_targets", "Targets that have a tunnel.").number(neighbours::targetsInUse);
    }

    private void add(Metrics metrics) {
        byListener(
                metrics.gauge("adit_tunnels", "Tunnels accepted and not yet closed, in any phase.", LISTENER),
                TunnelTotals::liveCount);
        byListener(
                metrics.counter("adit_tunnels_opened_total", "Tunnels accepted: live and closed ones.", LISTENER),
                TunnelTotals::openedTotal);
        metrics.gauge("adit_listener_up", "Whether clients are accepted: 1, or 0 while it is paused.", LISTENER)
                .values(sample -> listeners.forEach(listener ->
                        sample.is(Metrics.truth(listener.state() == LiveListener.State.LISTENING), listener.name())));
        addClosed(metrics);
        metrics.counter("adit_relayed_bytes_total", "Bytes relayed, live tunnels included.", LISTENER, "direction")
                .values(sample -> listeners.forEach(listener -> {
                    TunnelTotals totals = tunnels.of(listener.name());
                    sample.is(totals.bytesToTargetTotal(), listener.name(), TO_TARGET);
                    sample.is(totals.bytesToClientTotal(), listener.name(), TO_CLIENT);
                }));
    }

    private void addClosed(Metrics metrics) {
        metrics.counter(
                        "adit_tunnels_closed_total",
                        "Tunnels closed, by how their establishment ended.",
                        LISTENER,
                        "outcome")
                .values(sample -> listeners.forEach(listener -> {
                    TunnelTotals totals = tunnels.of(listener.name());
                    for (Outcome outcome : Outcome.values()) {
                        sample.is(totals.closed(outcome), listener.name(), outcome.label());
                    }
                }));
        metrics.counter(
                        "adit_relay_ends_total",
                        "Directions of closed tunnels, by how their relay ended.",
                        LISTENER,
                        "direction",
                        "end")
                .values(sample -> listeners.forEach(listener -> {
                    TunnelTotals totals = tunnels.of(listener.name());
                    for (RelayEnd end : RelayEnd.values()) {
                        sample.is(totals.endedToTarget(end), listener.name(), TO_TARGET, end.label());
                        sample.is(totals.endedToClient(end), listener.name(), TO_CLIENT, end.label());
                    }
                }));
    }

    private void byListener(Metric metric, ToDoubleFunction<TunnelTotals> value) {
        metric.values(sample -> listeners.forEach(
                listener -> sample.is(value.applyAsDouble(tunnels.of(listener.name())), listener.name())));
    }
}
