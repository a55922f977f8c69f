package adit.management;

import adit.account.DrainProgress;
import adit.account.TunnelRegistry;
import adit.config.Units;
import adit.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.management.MBeanNotificationInfo;

/** Shows the program as a whole. Safe for use by any thread. */
final class Server implements ServerMXBean {
    /** The type of the notifications. */
    static final String DRAINED = "adit.drain.finished";

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String ALLOWED = "a duration from 0 to 7d is needed, such as 10m or PT10M";

    private final ServerStatus status;
    private final TunnelRegistry tunnels;
    private final Audit audit;
    private final WallClock clock;

    Server(ServerStatus status, TunnelRegistry tunnels, Audit audit, WallClock clock) {
        this.status = status;
        this.tunnels = tunnels;
        this.audit = audit;
        this.clock = clock;
    }

    static MBeanNotificationInfo kind() {
        return Notices.kind(DRAINED, "A drain is over: no tunnel is left.");
    }

    @Override
    public boolean isDraining() {
        return status.drains().progress().isPresent();
    }

    @Override
    public DrainRow getDrain() {
        return new Row(status.drains().progress(), clock.now());
    }

    @Override
    public String drain(String timeout) {
        String given = timeout == null ? "" : timeout.strip();
        return audit.run("Server.drain(" + Text.brief(given) + ")", () -> {
            status.drains().begin(given.isEmpty() ? Optional.empty() : Optional.of(time(given)));
            return "draining: " + tunnels.liveCount() + " tunnels";
        });
    }

    private static Duration time(String text) {
        try {
            Duration time = text.toUpperCase(Locale.ROOT).startsWith("P") ? Duration.parse(text) : Units.duration(text);
            if (!time.isNegative() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
        throw new IllegalArgumentException(ALLOWED);
    }

    @Override
    public String cancelDrain() {
        return audit.run("Server.cancelDrain()", () -> {
            try {
                status.drains().cancel();
                return "clients are accepted again";
            } catch (IOException e) {
                // Without its cause, whose class a remote client does not know.
                throw new IllegalArgumentException(Text.escape(e.getMessage()));
            }
        });
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

    private record Row(Optional<DrainProgress> drain, Instant now) implements DrainRow {
        @Override
        public int getRemaining() {
            return drain.map(DrainProgress::remaining).orElse(0);
        }

        @Override
        public long getOldestSeconds() {
            return drain.map(DrainProgress::oldest).orElse(Duration.ZERO).toSeconds();
        }

        @Override
        public long getBytesPerSecond() {
            return drain.map(DrainProgress::bytesPerSecond).orElse(0L);
        }

        @Override
        public long getEstimatedSeconds() {
            return drain.map(DrainProgress::estimated).orElse(Duration.ZERO).toSeconds();
        }

        @Override
        public String getStartedAt() {
            return drain.map(progress -> progress.startedAt().toString()).orElse("");
        }

        @Override
        public long getSeconds() {
            Instant began = drain.map(DrainProgress::startedAt).orElse(now);
            // The clock may have been set back.
            return Math.max(0, Duration.between(began, now).toSeconds());
        }
    }
}
