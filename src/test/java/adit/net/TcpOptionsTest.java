package adit.net;

import static adit.net.SettingsChanges.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Conduit.Way;
import adit.net.Peer.Script;
import adit.tcp.KeepAlive;
import adit.tcp.TcpOptions;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where TCP options take effect. */
class TcpOptionsTest {
    private static final TcpOptions PROBING = new TcpOptions(
            false, new KeepAlive(Duration.ofSeconds(61), Duration.ofSeconds(7), 3), 20_000, 30_000, Duration.ZERO);

    @Test
    void whatIsNotSetIsAsTheSystemHasIt() throws Exception {
        try (SocketChannel usual = SocketChannel.open();
                Conduit conduit = Conduit.open(Way.CONNECT, UnaryOperator.identity())) {
            assertUsual(conduit.clientEnd());
            assertUsual(conduit.targetEnd());
            assertThat(has(conduit.clientEnd(), ExtendedSocketOptions.TCP_KEEPIDLE))
                    .isEqualTo(has(usual, ExtendedSocketOptions.TCP_KEEPIDLE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachSideHasItsOwn(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, tcp(PROBING, Proxy.TCP))) {
            assertProbing(conduit.clientEnd());
            assertUsual(conduit.targetEnd());
        }
        try (Conduit conduit = Conduit.open(way, tcp(Proxy.TCP, PROBING))) {
            assertUsual(conduit.clientEnd());
            assertProbing(conduit.targetEnd());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReloadConcernsAnOpenTunnelWhereAnOperatorAsks(Way way) throws Exception {
        try (Conduit conduit = Conduit.open(way, UnaryOperator.identity())) {
            conduit.reload(tcp(PROBING, PROBING));
            assertProbing(conduit.clientEnd());
            assertProbing(conduit.targetEnd());
            conduit.reload(tcp(Proxy.TCP, Proxy.TCP));
            assertUsual(conduit.clientEnd());
            assertUsual(conduit.targetEnd());
        }
    }

    @Test
    void aReloadConcernsNewTunnels() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            proxy.settings = tcp(PROBING, PROBING).apply(proxy.settings);
            proxy.awaitLive(1);
            proxy.server.tcpOptionsChanged();
            try (Client next = proxy.client()) {
                next.connect(peer.authority());
                List<SocketChannel> ends = proxy.server
                        .sessions()
                        .map(TunnelSession.class::cast)
                        .filter(session -> session.getRemoteAddress().getPort()
                                != client.socket().getLocalPort())
                        .map(TunnelSession::getChannel)
                        .toList();
                assertThat(ends).hasSize(2);
                for (SocketChannel end : ends) {
                    assertProbing(end);
                }
            }
        }
    }

    private static void assertUsual(SocketChannel end) throws IOException {
        assertThat(has(end, StandardSocketOptions.TCP_NODELAY)).isEqualTo(true);
        assertThat(has(end, StandardSocketOptions.SO_KEEPALIVE)).isEqualTo(false);
    }

    private static void assertProbing(SocketChannel end) throws IOException {
        assertThat(has(end, StandardSocketOptions.TCP_NODELAY)).isEqualTo(false);
        assertThat(has(end, StandardSocketOptions.SO_KEEPALIVE)).isEqualTo(true);
        assertThat(has(end, ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(61);
        assertThat(has(end, ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(7);
        assertThat(has(end, ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        assertThat(has(end, StandardSocketOptions.SO_SNDBUF)).isEqualTo(20_000);
        assertThat(has(end, StandardSocketOptions.SO_RCVBUF)).isEqualTo(30_000);
    }

    private static Object has(SocketChannel channel, SocketOption<?> option) throws IOException {
        return channel.getOption(option);
    }
}
