package adit.management;

import adit.account.TunnelRegistry;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Shows the program as a whole. Safe for use by any thread. */
final class Server implements ServerMXBean {
    private final ServerStatus status;
    private final TunnelRegistry tunnels;

    Server(ServerStatus status, TunnelRegistry tunnels) {
        this.status = status;
        this.tunnels = tunnels;
    }

    @Override
    public String getConfigurationFile() {
        return status.configurationFile().map(Path::toString).map(Text::escape).orElse("none: built-in defaults");
    }

    @Override
    public List<String> getListenAddresses() {
        return status.listenAddresses().stream().map(Text::escape).toList();
    }

    @Override
    public ServerStatus.State getState() {
        return status.state();
    }

    @Override
    public String getSummary() {
        return String.format(
                Locale.ROOT,
                "%s: %d live, %d opened; %s to clients, %s to targets; since %s (%s)",
                status.state().name().toLowerCase(Locale.ROOT),
                tunnels.liveCount(),
                tunnels.openedTotal(),
                Text.bytes(tunnels.bytesToClientTotal()),
                Text.bytes(tunnels.bytesToTargetTotal()),
                status.startedAt().truncatedTo(ChronoUnit.SECONDS),
                Text.duration(status.uptime()));
    }

    @Override
    public long getUptimeSeconds() {
        return status.uptime().toSeconds();
    }

    @Override
    public String getVersion() {
        return status.version();
    }
}
