package adit.net;

import adit.dns.DnsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings that most tests do not care about. */
final class UsualSettings {
    /** Reads no file of this machine. */
    static final DnsSettings DNS = new DnsSettings(
            DnsSettings.Mode.DNS,
            List.of(),
            Duration.ofSeconds(2),
            2,
            Path.of("/dev/null"),
            new DnsSettings.Ttl(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(10)),
            10_000,
            1000);

    private UsualSettings() {}
}
