package adit.net;

import static adit.net.Refusals.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.change.PolicyChanges;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tunnels when operators change policies. */
class PolicyChangeTest {
    private static final String LISTENER = "listeners: [{name: main, address: '127.0.0.1:0'}]\n";
    private static final String LOOPBACK = "allowed_addresses: ['127.0.0.0/8']";
    private static final String ANY = "policy: {allowed_ports: {connect: any, http: any}, " + LOOPBACK + "}\n";

    @TempDir
    private Path folder;

    private final Queue<Runnable> later = new ArrayDeque<>();
    private LiveSettings settings;
    private PolicyChanges changes;

    @BeforeEach
    void aPolicyThatAllowsEveryPort() throws Exception {
        Path file = Files.writeString(folder.resolve("adit.yaml"), LISTENER + ANY);
        settings =
                new LiveSettings(new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()), () -> Instant.EPOCH);
    }

    private Proxy proxy() throws Exception {
        return attached(Proxy.start(usual -> settings.current()));
    }

    private Proxy attached(Proxy proxy) {
        proxy.source = settings::current;
        changes = new PolicyChanges(
                settings, proxy.registry, () -> proxy.wallClock.now(), (delay, task) -> later.add(task));
        proxy.memory = changes.decisions();
        return proxy;
    }

    private static String only(int port) {
        return "policy: {allowed_ports: {connect: [" + port + "], http: [" + port + "]}, " + LOOPBACK + "}";
    }

    @Test
    @Provokes(ends = RelayEnd.POLICY_REVOKED)
    void closeEndsWhatIsDeniedNowAndNothingElse() throws Exception {
        try (Proxy proxy = proxy();
                Peer allowed = Peer.that(Script.ECHO);
                Peer denied = Peer.that(Script.ECHO);
                Client goesOn = proxy.client();
                Client ends = proxy.client()) {
            goesOn.connect(allowed.authority());
            ends.connect(denied.authority());
            proxy.awaitLive(2);

            assertThat(changes.stage(only(allowed.port()))).contains("would close 1 of 2 live tunnels");
            assertThat(changes.commit("close")).contains("live tunnels closed: 1");

            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.outcome()).isEqualTo(Outcome.ESTABLISHED);
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.POLICY_REVOKED);
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.POLICY_REVOKED);
            goesOn.send("still here");
            assertThat(goesOn.read(10)).isEqualTo("still here");
            goesOn.leave();
        }
    }

    @Test
    void keepRefusesNewTunnelsAlone() throws Exception {
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.ECHO);
                Client before = proxy.client();
                Client after = proxy.client()) {
            before.connect(peer.authority());

            changes.stage(only(1));
            changes.commit("keep");

            after.send(Client.request(peer.authority()));
            assertReply(after, Outcome.PORT_NOT_ALLOWED, proxy);
            before.send("still here");
            assertThat(before.read(10)).isEqualTo("still here");
            before.leave();
        }
    }

    @Test
    void graceEndsWhatIsStillDeniedWhenItIsOver() throws Exception {
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            changes.stage(only(1));
            assertThat(changes.commit("grace 30s")).contains("live tunnels that are denied end in PT30S");
            client.send("x");
            assertThat(client.read(1)).isEqualTo("x");

            later.remove().run();

            assertThat(proxy.onlyRecord().toClient().end()).isEqualTo(RelayEnd.POLICY_REVOKED);
        }
    }

    @Test
    void aRollbackEndsTheGrace() throws Exception {
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            changes.stage(only(1));
            changes.commit("grace 30s");
            changes.rollbackTo(1);
            changes.stage(only(1));
            changes.commit("keep");

            later.remove().run();

            client.send("x");
            assertThat(client.read(1)).isEqualTo("x");
            client.leave();
        }
    }

    @Test
    void closeRefusesWhoIsOnTheWayToADeniedTarget() throws Exception {
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.BLACK_HOLE);
                Client client = proxy.client()) {
            client.send(Client.request(peer.authority()));
            proxy.awaitPhase(Phase.CONNECTING);

            changes.stage(only(1));
            assertThat(changes.commit("close")).contains("live tunnels closed: 1");

            assertReply(client, Outcome.PORT_NOT_ALLOWED, proxy);
        }
    }

    @Test
    void anAddressThatIsFoundAfterACloseIsJudgedByTheNewPolicy() throws Exception {
        CompletableFuture<Resolver.Answer> asked = new CompletableFuture<>();
        try (Proxy proxy =
                        attached(Proxy.start(usual -> settings.current(), (host, answer) -> asked.complete(answer)));
                Client client = proxy.client()) {
            client.send(Client.request("localhost:443"));
            Resolver.Answer answer = asked.orTimeout(10, TimeUnit.SECONDS).join();
            changes.stage("policy: {allowed_ports: {connect: any}}");
            assertThat(changes.commit("close")).contains("live tunnels closed: 0");

            answer.found(List.of(InetAddress.getLoopbackAddress()));

            assertReply(client, Outcome.ADDRESS_DENIED, proxy);
        }
    }

    @Test
    void whoHasNotAskedYetIsJudgedByTheNewPolicy() throws Exception {
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            client.send("CONNECT ");
            proxy.awaitPhase(Phase.NEGOTIATING);
            changes.stage(only(1));
            assertThat(changes.commit("close")).contains("live tunnels closed: 0");

            client.send(Client.request(peer.authority()).substring("CONNECT ".length()));

            assertReply(client, Outcome.PORT_NOT_ALLOWED, proxy);
        }
    }

    @Test
    void anExchangeWithoutAResponseIsRefusedByAClose() throws Exception {
        try (Proxy proxy = proxy();
                Origin origin = Origin.that(Manner.SILENT);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/") + "\r\n");
            proxy.awaitPhase(Phase.AWAITING);

            changes.stage(only(1));
            changes.commit("close");

            assertReply(client, Outcome.PORT_NOT_ALLOWED, proxy);
        }
    }

    @Test
    void eachRequestOfAClientThatStaysIsJudgedAnew() throws Exception {
        try (Proxy proxy = proxy();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            client.send(origin.start("GET", "/") + "\r\n");
            client.head();
            assertThat(client.read(5)).isEqualTo("hello");
            proxy.awaitClosed(1);

            changes.stage(only(1));
            changes.commit("keep");

            client.send(origin.start("GET", "/") + "\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 403 ").contains("outcome: port_not_allowed");
            client.leave();
        }
    }

    @Test
    void aGrantLetsAClientPassUntilItsTimeIsOver() throws Exception {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        try (Proxy proxy = proxy();
                Peer peer = Peer.that(Script.ECHO);
                Client early = proxy.client();
                Client late = proxy.client()) {
            proxy.wallClock = () -> noon;
            changes.stage(only(1));
            changes.commit("keep");
            changes.grants().give(peer.authority(), "", "30m", "to look at a log");
            assertThat(early.connect(peer.authority())).startsWith("HTTP/1.1 200 ");
            assertThat(changes.grants().uses("grant-1")).as("of one client").isEqualTo(-1);

            proxy.wallClock = () -> noon.plus(Duration.ofMinutes(30));

            late.send(Client.request(peer.authority()));
            assertReply(late, Outcome.PORT_NOT_ALLOWED, proxy);
            early.send("goes on");
            assertThat(early.read(7)).isEqualTo("goes on");
            early.leave();
        }
    }

    @Test
    void aGrantDoesNotLeadToTheProxyItself() throws Exception {
        try (Proxy proxy = proxy();
                Client client = proxy.client()) {
            String self = "127.0.0.1:" + proxy.address().getPort();
            changes.grants().give(self, "", "30m", "why");
            client.send(Client.request(self));
            assertReply(client, Outcome.LOOP_DETECTED, proxy);
        }
    }
}
