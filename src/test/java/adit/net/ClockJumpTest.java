package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of day is set anew while tunnels run: their deadlines and durations go by a clock that nobody sets. */
class ClockJumpTest {

    @ParameterizedTest
    @ValueSource(ints = {-10_000, 10_000})
    @Fault(
            value = Fault.Kind.CLOCK_JUMP,
            outcome = "no deadline moves, no duration is wrong; only rules that ask for the time of day notice")
    void tunnelsOutliveAnyChangeOfTheTimeOfDay(int days) throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client before = proxy.client();
                Client half = proxy.client();
                Client after = proxy.client()) {
            assertThat(before.connect(peer.authority())).contains(" 200 ");
            half.send("CONNECT 127.0.0.1:443 HT");
            Instant jumped = WallClock.SYSTEM.now().plus(Duration.ofDays(days));
            proxy.wallClock = () -> jumped;
            proxy.skip(Duration.ofSeconds(1));

            for (Client client : new Client[] {before, after}) {
                if (client.equals(after)) {
                    assertThat(after.connect(peer.authority())).contains(" 200 ");
                }
                client.send("hello").endOutput();
                assertThat(client.readToEnd()).isEqualTo("hello");
            }
            assertThat(proxy.registry.liveCount()).isGreaterThanOrEqualTo(1);
            half.leave();
            proxy.awaitClosed(3);
            assertThat(proxy.records)
                    .extracting(TunnelRecord::durations)
                    .allMatch(times -> times.total() >= 0 && times.total() < TimeUnit.MINUTES.toNanos(1));
            assertThat(proxy.records)
                    .filteredOn(record -> record.toClient().bytes() > 0)
                    .hasSize(2)
                    .extracting(record -> record.toClient().end())
                    .containsOnly(RelayEnd.EOF);
        }
    }
}
