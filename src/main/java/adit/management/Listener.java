package adit.management;

import adit.account.LiveListener;
import adit.account.TunnelTotals;
import adit.config.ListenAddress;
import adit.config.LiveSettings;
import adit.config.Settings;
import adit.management.TunnelsMXBean.OutcomeTotal;
import adit.time.WallClock;
import adit.tls.CertificateInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Shows one listener, with what the settings in force say of it. Safe for use by any thread. */
final class Listener implements ListenerMXBean {
    private final LiveListener listener;
    private final TunnelTotals totals;
    private final LiveSettings settings;
    private final WallClock clock;
    private final Audit audit;

    Listener(LiveListener listener, TunnelTotals totals, LiveSettings settings, WallClock clock, Audit audit) {
        this.listener = listener;
        this.totals = totals;
        this.settings = settings;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public String getAddress() {
        return address();
    }

    @Override
    public String getAuthentication() {
        return configured().authentication().orElse(Settings.NONE);
    }

    @Override
    public List<CertificateRow> getCertificates() {
        Instant now = clock.now();
        return configured().tls().stream()
                .flatMap(tls -> tls.certificates().stream())
                .sorted(Comparator.comparing(CertificateInfo::notAfter))
                .<CertificateRow>map(certificate -> new Certificate(certificate, now))
                .toList();
    }

    @Override
    public String getDestination() {
        return configured().destination().map(Object::toString).orElse("");
    }

    @Override
    public String getMode() {
        return configured().mode().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getPolicy() {
        return configured().policy();
    }

    @Override
    public LiveListener.State getState() {
        return listener.state();
    }

    @Override
    public int getLiveCount() {
        return totals.liveCount();
    }

    @Override
    public long getOpenedTotal() {
        return totals.openedTotal();
    }

    @Override
    public long getClosedTotal() {
        return totals.closedTotal();
    }

    @Override
    public long getBytesToClientTotal() {
        return totals.bytesToClientTotal();
    }

    @Override
    public long getBytesToTargetTotal() {
        return totals.bytesToTargetTotal();
    }

    @Override
    public List<OutcomeTotal> getOutcomeTotals() {
        return OutcomeRow.of(totals);
    }

    @Override
    public String pause() {
        return run("pause", () -> {
            listener.pause();
            return told();
        });
    }

    @Override
    public String resume() {
        return run("resume", () -> {
            try {
                listener.resume();
                return told();
            } catch (IOException e) {
                return "failed: " + Text.escape(String.valueOf(e.getMessage()));
            }
        });
    }

    /** What clients meet from now on. */
    private String told() {
        return switch (listener.state()) {
            case LISTENING -> "Clients are accepted on " + address() + ".";
            case PAUSED ->
                "Clients are refused on " + address() + "; live tunnels that go on: " + totals.liveCount() + ".";
            case STOPPED -> "The proxy is shutting down.";
        };
    }

    private String run(String operation, Supplier<String> action) {
        return Text.wrap(audit.run("Listener." + operation + "(" + listener.name() + ")", action));
    }

    private Settings.Listener configured() {
        return settings.current().listener(listener.name());
    }

    private String address() {
        return ListenAddress.text(listener.address());
    }

    private record Certificate(CertificateInfo certificate, Instant now) implements CertificateRow {
        @Override
        public String getSubject() {
            return Text.escape(certificate.subject());
        }

        @Override
        public List<String> getNames() {
            return certificate.names().stream().map(Text::escape).toList();
        }

        @Override
        public String getNotAfter() {
            return certificate.notAfter().toString();
        }

        @Override
        public long getDaysLeft() {
            return certificate.daysLeft(now);
        }
    }
}
