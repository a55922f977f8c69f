package adit.net;

import static adit.net.Refusals.assertReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.dns.CachingResolver;
import adit.dns.DnsSettings;
import adit.dns.NameServer;
import adit.dns.NameServer.Behaviour;
import adit.http.IpAddress;
import adit.net.Peer.Script;
import adit.time.Ticker;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Tunnels by names that a scripted server answers for, one whose owner means harm included. */
class ResolvedTunnelTest {
    private static final InetAddress ALLOWED = IpAddress.parse("127.0.0.1").orElseThrow();
    private static final InetAddress DENIED = IpAddress.parse("127.0.0.2").orElseThrow();

    private final AtomicLong skipped = new AtomicLong();
    private final NameServer server = new NameServer();
    private final CachingResolver resolver;

    ResolvedTunnelTest() throws IOException {
        DnsSettings settings = new DnsSettings(
                DnsSettings.Mode.DNS,
                List.of(server.address()),
                Duration.ofMillis(200),
                1,
                Path.of("/dev/null"),
                new DnsSettings.Ttl(Duration.ZERO, Duration.ofSeconds(60), Duration.ZERO),
                100,
                1);
        Executor threads = task -> new Thread(task, "resolver").start();
        resolver = CachingResolver.start(() -> settings, threads, threads, () -> Ticker.SYSTEM.nanos() + skipped.get());
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
        server.close();
    }

    @Test
    void anAnswerThatChangesToADeniedAddressIsJudgedAnew() throws Exception {
        server.has("rebind.example", Type.A, 10, "127.0.0.1");
        try (Peer allowed = Peer.on(ALLOWED, Script.ECHO);
                Peer denied = Peer.on(DENIED, allowed.port(), Script.ECHO)) {
            String authority = "rebind.example:" + allowed.port();
            try (Proxy proxy = proxy();
                    Client client = proxy.client()) {
                assertThat(client.connect(authority)).contains(" 200 ");
            }
            server.has("rebind.example", Type.A, 10, "127.0.0.2");
            skipped.addAndGet(Duration.ofSeconds(10).toNanos());
            try (Proxy proxy = proxy();
                    Client client = proxy.client()) {
                client.send(Client.request(authority));
                assertReply(client, Outcome.ADDRESS_DENIED, proxy);
            }
            assertThat(allowed.connections()).isEqualTo(1);
            assertThat(denied.wasReached()).isFalse();
        }
    }

    @Test
    void aNameIsAskedForOnceAndTheAddressThatWasJudgedIsDialled() throws Exception {
        server.has("rebind.example", Type.A, 0, "127.0.0.1").behave(Type.AAAA, Behaviour.HELD);
        try (Peer allowed = Peer.on(ALLOWED, Script.ECHO);
                Peer denied = Peer.on(DENIED, allowed.port(), Script.ECHO);
                Proxy proxy = proxy();
                Client client = proxy.client()) {
            client.send(Client.request("rebind.example:" + denied.port()));
            await().until(() -> server.questions().contains("rebind.example A"));
            server.has("rebind.example", Type.A, 0, "127.0.0.2");
            server.release();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(server.questions()).containsOnlyOnce("rebind.example A");
            assertThat(denied.wasReached()).isFalse();
        }
    }

    @Test
    void aMixedAnswerReachesItsAllowedAddressOnly() throws Exception {
        server.has("mixed.example", Type.A, 10, "127.0.0.2", "127.0.0.1").has("mixed.example", Type.AAAA, 10, "::1");
        try (Peer allowed = Peer.on(ALLOWED, Script.ECHO);
                Peer denied = Peer.on(DENIED, allowed.port(), Script.ECHO);
                Proxy proxy = proxy();
                Client client = proxy.client()) {
            assertThat(client.connect("mixed.example:" + allowed.port())).contains(" 200 ");
            assertThat(denied.wasReached()).isFalse();
        }
    }

    @Test
    @Provokes(outcomes = Outcome.RESOLVER_BUSY)
    void aNameThatIsOneTooManyIsToldSo() throws Exception {
        server.behave(Behaviour.HELD);
        resolver.resolve("held.example", new NobodyListens());
        await().until(() -> resolver.pendingCount() == 1);
        try (Proxy proxy = proxy();
                Client client = proxy.client()) {
            client.send(Client.request("more.example:443"));
            assertThat(assertReply(client, Outcome.RESOLVER_BUSY, proxy)).contains("\r\nRetry-After: ");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAResolveTimeout() throws Exception {
        server.behave(Behaviour.SILENT);
        try (Proxy proxy = proxy();
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:443"));
            assertReply(client, Outcome.RESOLVE_TIMEOUT, proxy);
        }
    }

    private Proxy proxy() throws IOException {
        return Proxy.start(SettingsChanges.policy(HappyEyeballsTest.only("127.0.0.1/32")), resolver);
    }

    private static final class NobodyListens implements adit.tunnel.Resolver.Answer {
        @Override
        public void found(List<InetAddress> addresses) {}

        @Override
        public void failed(adit.tunnel.Rejection rejection) {}
    }
}
