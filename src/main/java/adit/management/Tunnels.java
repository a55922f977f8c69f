package adit.management;

import adit.account.LiveTunnel;
import adit.account.TunnelRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows the registry. Safe for use by any thread, as the registry is. */
final class Tunnels implements TunnelsMXBean {
    private final TunnelRegistry registry;
    private final Audit audit;

    Tunnels(TunnelRegistry registry, Audit audit) {
        this.registry = registry;
        this.audit = audit;
    }

    @Override
    public int getLiveCount() {
        return registry.liveCount();
    }

    @Override
    public long getOpenedTotal() {
        return registry.openedTotal();
    }

    @Override
    public long getClosedTotal() {
        return registry.closedTotal();
    }

    @Override
    public long getBytesToClientTotal() {
        return registry.bytesToClientTotal();
    }

    @Override
    public long getBytesToTargetTotal() {
        return registry.bytesToTargetTotal();
    }

    @Override
    public List<OutcomeTotal> getOutcomeTotals() {
        return OutcomeRow.of(registry);
    }

    @Override
    public List<LiveRow> getLive() {
        return registry.live(MAX_ROWS).stream().<LiveRow>map(TunnelRow::new).toList();
    }

    @Override
    public String close(String id) {
        // A management client may send null, and whatever else it likes.
        String wanted = Text.brief(Optional.ofNullable(id).orElse(""));
        return audit.run("Tunnels.close(" + wanted + ")", () -> registry.find(wanted)
                .map(Tunnels::kill)
                .orElse("No live tunnel has the id \"" + wanted + "\".\nThe attribute Live shows the ids."));
    }

    private static String kill(LiveTunnel tunnel) {
        tunnel.kill();
        return "Tunnel " + tunnel.id() + " is told to close.";
    }

    private record TunnelRow(LiveTunnel tunnel) implements LiveRow {
        @Override
        public String getId() {
            return tunnel.id();
        }

        @Override
        public String getPhase() {
            return tunnel.phase().name();
        }

        @Override
        public String getListener() {
            return Text.escape(tunnel.listener());
        }

        @Override
        public long getAgeSeconds() {
            return TimeUnit.NANOSECONDS.toSeconds(tunnel.ageNanos());
        }

        @Override
        public long getIdleSeconds() {
            return TimeUnit.NANOSECONDS.toSeconds(tunnel.idleNanos());
        }

        @Override
        public long getBytesToClient() {
            return tunnel.bytesToClient();
        }

        @Override
        public long getBytesToTarget() {
            return tunnel.bytesToTarget();
        }
    }
}
