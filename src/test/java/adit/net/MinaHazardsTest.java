package adit.net;

import static adit.net.SettingsChanges.initiationTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.net.Peer.Script;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

/** What MINA's own processor does wrong, and this one must not. */
class MinaHazardsTest {
    private static final int LARGE = 16 << 20;

    @Test
    void suspendingReadsDoesNotForgetAHalfWrittenRequest() throws Exception {
        try (Proxy proxy = Proxy.start(initiationTimeout(Duration.ofMinutes(5)));
                Client client = proxy.client()) {
            proxy.awaitLive(1);
            await().until(() -> proxy.server.sessions().count() == 1);
            IoSession session = onlySession(proxy);
            session.write(IoBuffer.wrap(new byte[LARGE]));
            await().until(() -> interests(proxy).contains(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
            session.suspendRead();
            await().until(() -> interests(proxy).contains(SelectionKey.OP_WRITE));
            assertThat(client.in().readNBytes(LARGE)).hasSize(LARGE);
            session.resumeRead();
        }
    }

    @Test
    void resumingReadsFromAnotherThreadIsNoticed() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.ECHO);
                Client client = proxy.client()) {
            await().until(() -> proxy.server.sessions().count() == 1);
            onlySession(proxy).suspendRead();
            await().until(() -> interests(proxy).contains(0));
            client.send(Client.request(peer.authority()));
            onlySession(proxy).resumeRead();
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aClientThatHalfClosedAndWaitsMakesNothingSpin() throws Exception {
        CompletableFuture<Object> asked = new CompletableFuture<>();
        try (Proxy proxy = Proxy.start(UnaryOperator.identity(), (host, answer) -> asked.complete(answer));
                Client client = proxy.client()) {
            client.send(Client.request("slow.example:443"));
            asked.get();
            client.endOutput();
            await().until(() -> proxy.suspendedReads() == 1);
            proxy.assertThatNothingSpins();
            client.reset();
            proxy.assertThatNothingSpins();
            proxy.server.endTunnels();
        }
    }

    @Test
    void aRefusedClientThatWaitsMakesNothingSpin() throws Exception {
        try (Proxy proxy = Proxy.start();
                Client client = proxy.client()) {
            client.send("nonsense\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
            proxy.assertThatNothingSpins();
        }
    }

    @Test
    void anEndOfInputWhoseReceiverIsStuckMakesNothingSpin() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            var target = peer.accepted();
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> RelayTest.sendAndEnd(target, new byte[LARGE]));
            await().until(() ->
                    proxy.onEachLoop(p -> p.buffers().held()).stream().anyMatch(held -> held > 0));
            client.endOutput();
            assertThat(target.getInputStream().read()).isEqualTo(-1);
            proxy.assertThatNothingSpins();
            assertThat(client.in().readAllBytes()).hasSize(LARGE);
            sending.join();
        }
    }

    private static IoSession onlySession(Proxy proxy) {
        return proxy.server.sessions().findAny().orElseThrow();
    }

    /** What the selectors wait for at the keys of MINA's sessions. */
    private static List<Integer> interests(Proxy proxy) {
        return proxy
                .onEachLoop(processor -> processor.selector().keys().stream()
                        .filter(key -> key.attachment() instanceof TunnelSession)
                        .map(SelectionKey::interestOps)
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
