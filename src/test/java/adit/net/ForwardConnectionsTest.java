package adit.net;

import static adit.net.ForwardTest.exchange;
import static adit.net.ForwardTest.receive;
import static adit.net.SettingsChanges.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.net.Origin.Manner;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the connections of plain HTTP last, who may use them, and for what. */
class ForwardConnectionsTest {

    @Test
    void anIdleClientIsAConnectionAndNoTunnel() throws Exception {
        try (Proxy proxy = Proxy.start(SettingsChanges.limits(1, 16 * 1024));
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            try (Client second = new Client(proxy.address())) {
                second.send(Client.request(origin.authority()));
                await().until(() -> proxy.registry.closed(Outcome.ACCEPT_LIMIT) == 1);
            }
            exchange(client, origin);
            client.leave();
            await().until(() -> proxy.use("limits.max_connections") == 0);
            try (Client third = proxy.client()) {
                exchange(third, origin);
                third.leave();
            }
        }
    }

    @Test
    void anIdleClientIsClosedWhenItsTimeIsOver() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.skip(Duration.ofSeconds(40));
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.skip(Duration.ofSeconds(40));
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.skip(Duration.ofSeconds(61));
            assertThat(client.in().read()).isEqualTo(-1);
            assertThat(proxy.records).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\r\n\r\n"})
    void anIdleClientThatSendsEmptyLinesIsIdleAllTheSame(String lines) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            client.send(lines);
            proxy.onEachLoop(TunnelProcessor::now);
            proxy.skip(Duration.ofSeconds(61));
            assertThat(client.in().read()).isEqualTo(-1);
            assertThat(proxy.records).hasSize(1);
            assertThat(proxy.registry.openedTotal()).isEqualTo(1);
        }
    }

    @Test
    void aRequestMayFollowEmptyLinesHoweverTheyCome() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            receive(client.send(origin.post("/", "hello") + "\r\n"));
            proxy.awaitLive(0);
            client.send("\r");
            proxy.onEachLoop(TunnelProcessor::now);
            receive(client.send("\n" + origin.get("/")));
            proxy.awaitClosed(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n\r\n", "\n", "\rG"})
    void whatIsNoEmptyLineOrOneTooManyIsMalformed(String lines) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            client.send(lines);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void anIdleClientIsClosedWhenTheProxyDrains() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.server.drain();
            assertThat(client.in().read()).isEqualTo(-1);
            await().until(() -> origin.ended() == 1);
        }
    }

    @Test
    void whileTheProxyDrainsAnExchangeEndsAndItsConnectionWithIt() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (var origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                proxy.server.drain();
                proxy.onEachLoop(TunnelProcessor::now);
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                assertThat(client.readToEnd())
                        .contains("\r\nConnection: close\r\n")
                        .endsWith("\r\n\r\nok");
            }
        }
    }

    @Test
    void anOriginsConnectionServesOneClientAfterTheOther() throws Exception {
        try (Proxy proxy = Proxy.start(settings -> settings, Proxy.NO_NAMES);
                Origin origin = Origin.that(Manner.HELLO)) {
            for (int i = 0; i < 3; i++) {
                try (Client client = proxy.client()) {
                    exchange(client, origin);
                    client.leave();
                }
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void anOriginsConnectionRestsForABoundedTime() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            proxy.awaitLive(0);
            proxy.skip(Duration.ofSeconds(31));
            await().until(() -> origin.ended() == 1);
            exchange(client, origin);
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2"})
    void soManyOriginsConnectionsRestAsTheSettingsSay(int most, int resting) throws Exception {
        Settings.Http limits = new Settings.Http(Duration.ofSeconds(60), Duration.ofSeconds(30), most);
        try (Proxy proxy = Proxy.start(http(limits), Proxy.NO_NAMES);
                Origin first = Origin.that(Manner.HELLO);
                Origin second = Origin.that(Manner.HELLO);
                Origin third = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            for (Origin origin : List.of(first, second, third)) {
                exchange(client, origin);
            }
            await().until(() -> first.ended() + second.ended() + third.ended() == 3 - resting);
            assertThat(first.ended()).isEqualTo(1);
        }
    }

    @Test
    void asManyGoAsNewSettingsSay() throws Exception {
        try (Proxy proxy = Proxy.start(settings -> settings, Proxy.NO_NAMES);
                Origin first = Origin.that(Manner.HELLO);
                Origin second = Origin.that(Manner.HELLO);
                Origin third = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, first);
            exchange(client, second);
            proxy.settings = http(new Settings.Http(Duration.ofSeconds(60), Duration.ofSeconds(30), 1))
                    .apply(proxy.settings);
            exchange(client, third);
            await().until(() -> first.ended() + second.ended() == 2);
            assertThat(third.ended()).isZero();
        }
    }

    @Test
    void aConnectionThatCarriedCredentialsServesItsClientAlone() throws Exception {
        try (Proxy proxy = Proxy.start(settings -> settings, Proxy.NO_NAMES);
                Origin origin = Origin.that(Manner.HELLO);
                Client one = proxy.client();
                Client other = proxy.client()) {
            String withCredentials = origin.start("GET", "/") + "Authorization: Basic YTpi\r\n\r\n";
            receive(one.send(withCredentials));
            assertThat(origin.request().connection()).isEqualTo(1);
            receive(other.send(origin.get("/")));
            assertThat(origin.request().connection()).isEqualTo(2);
            receive(one.send(origin.get("/")));
            assertThat(origin.request().connection()).isEqualTo(1);
            one.leave();
            await().until(() -> origin.ended() == 1);
        }
    }

    @Test
    void whatMustNotBeSentTwiceGoesByANewConnection() throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            receive(client.send(origin.post("/", "a=b")));
            assertThat(origin.request().connection()).isEqualTo(1);
            assertThat(origin.request().connection()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"STALE", "GONE", "RESET"})
    void aRequestThatMayBeSentTwiceIsWhenItsConnectionHadEnded(Manner manner) throws Exception {
        try (Proxy proxy = Proxy.start();
                Origin origin = Origin.that(Manner.HELLO, manner, Manner.HELLO);
                Client client = proxy.client()) {
            exchange(client, origin);
            exchange(client, origin);
            exchange(client, origin);
            proxy.awaitClosed(3);
            assertThat(proxy.records).extracting(TunnelRecord::outcome).containsOnly(Outcome.ESTABLISHED);
        }
    }
}
