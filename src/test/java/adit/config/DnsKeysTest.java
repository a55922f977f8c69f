package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.dns.DnsSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsKeysTest {

    @Test
    void everyKeyIsRead() throws Exception {
        DnsSettings dns = load(
                        "target_connection: {dns_cache_ttl: 5m}",
                        "dns:",
                        "  resolver: system",
                        "  servers: [192.0.2.53, '127.0.0.1:5353', '2001:db8::53', '[::1]:5353']",
                        "  timeout: 500ms",
                        "  attempts: 3",
                        "  hosts_file: names",
                        "  min_ttl: 1s",
                        "  negative_ttl: 2s",
                        "  cache_size: 7",
                        "  max_pending: 8")
                .dns();

        assertThat(dns.servers().stream().map(ListenAddress::text))
                .containsExactly("192.0.2.53:53", "127.0.0.1:5353", "[2001:db8::53]:53", "[::1]:5353");
        assertThat(dns)
                .isEqualTo(new DnsSettings(
                        DnsSettings.Mode.SYSTEM,
                        dns.servers(),
                        Duration.ofMillis(500),
                        3,
                        Path.of("names"),
                        new DnsSettings.Ttl(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(2)),
                        7,
                        8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.example", "127.0.0.1:0", "0.0.0.0", "224.0.0.1", "192.0.2.53:99999", "192.0.2"})
    void aServerIsAnAddressThatCanAnswer(String server) {
        assertThat(problems("dns: {servers: ['" + server + "']}"))
                .containsExactly("adit.yaml:1:17: dns.servers[0]: found '" + server + "'; allowed: an address, with a"
                        + " port if that is not 53, such as 192.0.2.53, 127.0.0.1:5353 or [::1]:5353");
    }
}
