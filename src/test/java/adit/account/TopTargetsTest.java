package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.tunnel.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopTargetsTest {
    private final TunnelRegistry registry = new TunnelRegistry(record -> {});
    private int opened;

    private FakeTunnel open(String client, String target, long bytes) {
        FakeTunnel tunnel = new FakeTunnel("t-" + opened++);
        tunnel.move(bytes, 0);
        try {
            Requester requester = new Requester(IpAddress.parse(client).orElseThrow(), "main", Optional.empty());
            tunnel.asks(new AccessRequest(Target.parse(target), Purpose.CONNECT, requester, Instant.EPOCH));
        } catch (BadTargetException e) {
            throw new IllegalArgumentException(e);
        }
        registry.opened(tunnel);
        return tunnel;
    }

    private void end(String client, String target, long bytes) {
        registry.closed(open(client, target, bytes).record(Outcome.ESTABLISHED));
    }

    private List<String> top() {
        return registry.topTargets(10).stream()
                .map(top -> top.target() + " " + top.tunnels() + " " + top.bytes())
                .toList();
    }

    @Test
    void theTargetsWithMostBytesComeFirst() {
        for (int client = 1; client <= 3; client++) {
            end("192.0.2." + client, "small.example:443", 10);
            end("192.0.2." + client, "large.example:443", 1000);
        }
        end("192.0.2.3", "large.example:443", 1);

        assertThat(top()).containsExactly("large.example:443 4 3001", "small.example:443 3 30");
        assertThat(registry.topTargets(1)).hasSize(1);
    }

    @Test
    void aLiveTunnelCountsWithWhatItHasMovedByNow() {
        end("192.0.2.1", "a.example:443", 5);
        end("192.0.2.2", "a.example:443", 5);
        FakeTunnel live = open("192.0.2.3", "a.example:443", 7);

        assertThat(top()).containsExactly("a.example:443 3 17");
        live.move(90, 0);
        assertThat(top()).containsExactly("a.example:443 3 100");
        registry.closed(live.record(Outcome.ESTABLISHED));
        assertThat(top()).containsExactly("a.example:443 3 100");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.2, 192.0.2.1",
        "192.0.2.1, 192.0.2.1, 192.0.2.1",
        "2001:db8::1, 2001:db8::2, 2001:db8:0:1::1",
    })
    void whatFewerThanThreeClientsUseIsNotShown(String first, String second, String third) {
        for (int i = 0; i < 10; i++) {
            end(first, "a.example:443", 1000);
            end(second, "a.example:443", 1000);
            open(third, "a.example:443", 1000);
        }
        assertThat(top()).isEmpty();
    }

    @Test
    void anIpv4ClientIsNotTakenForAnIpv6Network() {
        end("0.0.0.1", "a.example:443", 1);
        end("::1:0:0:0:0", "a.example:443", 1);
        end("192.0.2.1", "a.example:443", 1);

        assertThat(top()).hasSize(1);
    }

    @Test
    void whatWasNotReachedDoesNotCount() {
        for (int client = 1; client <= 3; client++) {
            registry.closed(open("192.0.2." + client, "a.example:443", 0).record(Outcome.CONNECT_REFUSED));
        }
        assertThat(top()).isEmpty();
    }

    @Test
    void aTargetOfManyIsFoundAmongAnyNumberOfOthers() {
        for (int i = 0; i < 50_000; i++) {
            end("192.0.2." + i % 250, "host" + i + ".example:443", 100);
            if (i % 10 == 0) {
                end("192.0.2." + i % 7, "busy.example:443", 100);
            }
        }
        assertThat(registry.topTargets(10))
                .first()
                .satisfies(top -> assertThat(top.target().host()).isEqualTo("busy.example"))
                .satisfies(top -> assertThat(top.tunnels()).isBetween(4_000L, 5_000L));
    }
}
