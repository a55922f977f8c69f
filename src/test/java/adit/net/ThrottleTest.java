package adit.net;

import static adit.net.SettingsChanges.upward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.LiveTunnel;
import adit.net.Peer.Script;
import adit.relay.RelayPolicy;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an operator does to the rate of one tunnel. */
class ThrottleTest {
    private static LiveTunnel only(Proxy proxy) {
        return proxy.registry.live(1).get(0);
    }

    private static void throttle(Proxy proxy, long bytesPerSecond) {
        only(proxy).throttle(bytesPerSecond);
        proxy.onEachLoop(TunnelProcessor::now);
    }

    @Test
    void aRunningTunnelIsHeldToTheRateAndLetGoAgain() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.DEAF);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            client.send(new byte[1000]);
            await().until(() -> only(proxy).bytesToTarget() == 1000);

            throttle(proxy, 1000);
            assertThat(only(proxy).maxRateToTarget()).isEqualTo(1000);
            assertThat(only(proxy).maxRateToClient()).isEqualTo(1000);
            client.send(new byte[100_000]);
            await().until(() -> only(proxy).bytesToTarget() > 1000);
            assertThat(only(proxy).bytesToTarget()).isLessThan(11_000);

            throttle(proxy, 0);
            assertThat(only(proxy).maxRateToTarget()).isZero();
            await().until(() -> only(proxy).bytesToTarget() == 101_000);
        }
    }

    @Test
    void zeroGivesTheConfiguredRateBack() throws Exception {
        RelayPolicy slow = new RelayPolicy(Duration.ZERO, 0, 5000, Duration.ZERO, 0);
        try (Proxy proxy = Proxy.start(upward(slow));
                Peer peer = Peer.that(Script.DEAF);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            assertThat(only(proxy).maxRateToTarget()).isEqualTo(5000);
            throttle(proxy, 1_000_000);
            assertThat(only(proxy).maxRateToTarget()).isEqualTo(1_000_000);
            client.send(new byte[100_000]);
            await().until(() -> only(proxy).bytesToTarget() == 100_000);

            throttle(proxy, 0);

            assertThat(only(proxy).maxRateToTarget()).isEqualTo(5000);
            assertThat(only(proxy).maxRateToClient()).isZero();
        }
    }

    @Test
    void aTunnelThatIsNotYetOpenIsHeldFromItsFirstByteOn() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            proxy.awaitLive(1);
            throttle(proxy, 1000);
            client.connect(peer.authority());
            assertThat(only(proxy).maxRateToTarget()).isEqualTo(1000);
        }
    }

    @Test
    void everyByteArrivesOfAStreamWhoseRateChangesAllTheTime() throws Exception {
        byte[] sent = new byte[300_000];
        new Random(7).nextBytes(sent);
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            throttle(proxy, 1000);
            client.send(sent).endOutput();
            for (int i = 1; i < 20; i++) {
                throttle(proxy, i * 5000L);
                proxy.skip(Duration.ofMillis(50));
            }
            throttle(proxy, 0);
            assertThat(client.in().readAllBytes()).isEqualTo(sent);
        }
    }
}
