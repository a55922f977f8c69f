package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Peer.Script;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an I/O thread leaves for the garbage collector: nothing while it relays, and little for a new tunnel. */
class RelayAllocationTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int TUNNELS = 4;
    private static final int MEGABYTES = 128;
    private static final int CONNECTS = 500;

    private static final int EXCHANGES = 1000;

    /** It is none, but for what the virtual machine does by itself. */
    private static final long MOST_PER_MEGABYTE = 256;

    /** A sixth above what was measured: 15 500 and 10 100 where nothing is compiled, 14 800 and 8 800 where all is. */
    private static final long MOST_PER_CONNECT = 17_900;

    private static final long MOST_PER_EXCHANGE = 11_700;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aSteadyRelayLeavesNoGarbage() throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL)) {
            List<Socket> clients = new ArrayList<>();
            List<Socket> targets = new ArrayList<>();
            for (int i = 0; i < TUNNELS; i++) {
                Client client = proxy.client();
                client.connect(peer.authority());
                clients.add(client.socket());
                targets.add(peer.accepted());
            }
            moveBothWays(clients, targets);
            long before = allocated(proxy);
            moveBothWays(clients, targets);
            long perMegabyte = (allocated(proxy) - before) / (2L * TUNNELS * MEGABYTES);
            for (int i = 0; i < TUNNELS; i++) {
                clients.get(i).close();
                targets.get(i).close();
            }
            assertThat(perMegabyte).isLessThan(MOST_PER_MEGABYTE);
        }
    }

    @Test
    void aNewTunnelLeavesLittle() throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.ECHO)) {
            openAndEnd(proxy, peer, CONNECTS);
            long before = allocated(proxy);
            openAndEnd(proxy, peer, CONNECTS);
            assertThat((allocated(proxy) - before) / CONNECTS).isLessThan(MOST_PER_CONNECT);
        }
    }

    @Test
    void aForwardedExchangeLeavesLittle() throws Exception {
        try (Proxy proxy = oneThread();
                Origin origin = Origin.that(Origin.Manner.HELLO);
                Client client = proxy.client()) {
            exchange(proxy, client, origin, EXCHANGES);
            long before = allocated(proxy);
            exchange(proxy, client, origin, EXCHANGES);
            assertThat((allocated(proxy) - before) / EXCHANGES).isLessThan(MOST_PER_EXCHANGE);
        }
    }

    private static void exchange(Proxy proxy, Client client, Origin origin, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            forget(proxy);
            ForwardTest.exchange(client, origin);
        }
    }

    private static Proxy oneThread() throws IOException {
        return Proxy.start(UnaryOperator.identity(), Proxy.NO_NAMES);
    }

    private static void openAndEnd(Proxy proxy, Peer peer, int times) throws IOException {
        long closed = proxy.registry.closedTotal();
        for (int i = 0; i < times; i++) {
            forget(proxy);
            try (Client client = proxy.client()) {
                client.connect(peer.authority());
                client.endOutput();
                assertThat(client.in().read()).isEqualTo(-1);
            }
        }
        proxy.awaitClosed(closed + times);
    }

    /** What the test keeps of each tunnel is copied with the next one, by the thread that is measured. */
    private static void forget(Proxy proxy) {
        proxy.records.clear();
        proxy.decisions.clear();
    }

    private static void moveBothWays(List<Socket> clients, List<Socket> targets) {
        List<CompletableFuture<Void>> moves = new ArrayList<>();
        for (int i = 0; i < TUNNELS; i++) {
            Socket client = clients.get(i);
            Socket target = targets.get(i);
            moves.add(run(() -> send(client)));
            moves.add(run(() -> receive(target)));
            moves.add(run(() -> send(target)));
            moves.add(run(() -> receive(client)));
        }
        moves.forEach(CompletableFuture::join);
    }

    private static CompletableFuture<Void> run(Runnable move) {
        return CompletableFuture.runAsync(move, task -> new Thread(task).start());
    }

    private static void send(Socket socket) {
        byte[] block = new byte[MEGABYTE];
        try {
            for (int i = 0; i < MEGABYTES; i++) {
                socket.getOutputStream().write(block);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void receive(Socket socket) {
        byte[] block = new byte[MEGABYTE];
        try {
            for (int i = 0; i < MEGABYTES; i++) {
                assertThat(socket.getInputStream().readNBytes(block, 0, MEGABYTE))
                        .isEqualTo(MEGABYTE);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long allocated(Proxy proxy) {
        long thread =
                proxy.onEachLoop(processor -> Thread.currentThread().getId()).get(0);
        return threads.getThreadAllocatedBytes(thread);
    }
}
