package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Peer.Script;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What TLS leaves for the garbage collector beside what the engine does, here one small result a call. */
@OverTls
class TlsAllocationTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int MEGABYTES = 64;

    /** Sixty-four records and a half as many looks for more, each with its result. */
    private static final long MOST_PER_MEGABYTE = 100 * 64;

    private static final int CONNECTS = 50;

    /** A sixth above what was measured with JDK 17 and 25, nearly all of it the engine's. */
    private static final long MOST_PER_MEGABYTE_WITH_ENGINE = 110_000;

    private static final long MOST_PER_CONNECT = 124_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aSteadyRelayLeavesNoGarbageOfItsOwn() throws Exception {
        byte[] records = records();
        try (Proxy proxy = Proxy.startWith(ClearEngine::new, UnaryOperator.identity());
                Peer peer = Peer.that(Script.MANUAL);
                Client client = new Client(proxy.address())) {
            client.send(ClearEngine.record(new byte[0]));
            client.send(ClearEngine.record(Client.request(peer.authority()).getBytes(StandardCharsets.US_ASCII)));
            client.in().readNBytes(ClearEngine.HEADER);
            assertThat(client.head()).contains(" 200 ");
            try (Socket target = peer.accepted()) {
                moveBothWays(client, target, records);
                long before = allocated(proxy);
                moveBothWays(client, target, records);
                long perMegabyte = (allocated(proxy) - before) / (2L * MEGABYTES);
                assertThat(perMegabyte).isLessThan(MOST_PER_MEGABYTE);
            }
        }
    }

    @Test
    void aRelayLeavesLittleMoreThanTheEngine() throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                moveBothWays(client, target, new byte[MEGABYTE]);
                long before = allocated(proxy);
                moveBothWays(client, target, new byte[MEGABYTE]);
                long perMegabyte = (allocated(proxy) - before) / (2L * MEGABYTES);
                assertThat(perMegabyte).isLessThan(MOST_PER_MEGABYTE_WITH_ENGINE);
            }
        }
    }

    /** On the I/O thread: what the tasks of the handshake leave is the engine's own. */
    @Test
    void aNewTunnelLeavesLittleMoreThanTheEngine() throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.ECHO)) {
            openAndEnd(proxy, peer);
            long before = allocated(proxy);
            openAndEnd(proxy, peer);
            assertThat((allocated(proxy) - before) / CONNECTS).isLessThan(MOST_PER_CONNECT);
        }
    }

    private static Proxy oneThread() throws IOException {
        return Proxy.start(UnaryOperator.identity(), Proxy.NO_NAMES);
    }

    private static void openAndEnd(Proxy proxy, Peer peer) throws IOException {
        long closed = proxy.registry.closedTotal();
        for (int i = 0; i < CONNECTS; i++) {
            proxy.records.clear();
            proxy.decisions.clear();
            try (Client client = proxy.client()) {
                client.connect(peer.authority());
                client.endOutput();
                assertThat(client.in().read()).isEqualTo(-1);
            }
        }
        proxy.awaitClosed(closed + CONNECTS);
    }

    private static byte[] records() {
        byte[] record = ClearEngine.record(new byte[ClearEngine.MOST]);
        byte[] records = new byte[MEGABYTE / ClearEngine.MOST * record.length];
        for (int at = 0; at < records.length; at += record.length) {
            System.arraycopy(record, 0, records, at, record.length);
        }
        return records;
    }

    private static void moveBothWays(Client client, Socket target, byte[] records) throws IOException {
        InputStream fromClient = target.getInputStream();
        InputStream fromTarget = client.in();
        CompletableFuture<Void> up = send(client.out(), records);
        CompletableFuture<Void> down = send(target.getOutputStream(), new byte[MEGABYTE]);
        CompletableFuture<Long> received = CompletableFuture.supplyAsync(
                () -> count(fromClient, (long) MEGABYTES * MEGABYTE), task -> new Thread(task).start());
        assertThat(count(fromTarget, (long) MEGABYTES * MEGABYTE)).isPositive();
        assertThat(received.join()).isPositive();
        up.join();
        down.join();
        // What the records of the other way have around them is still to come.
        while (fromTarget.available() > 0) {
            fromTarget.skipNBytes(fromTarget.available());
        }
    }

    private static CompletableFuture<Void> send(OutputStream out, byte[] block) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int i = 0; i < MEGABYTES; i++) {
                            out.write(block);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private static long count(InputStream in, long least) {
        byte[] block = new byte[MEGABYTE];
        try {
            long total = 0;
            while (total < least) {
                total += in.read(block);
            }
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long allocated(Proxy proxy) {
        long thread =
                proxy.onEachLoop(processor -> Thread.currentThread().getId()).get(0);
        return threads.getThreadAllocatedBytes(thread);
    }
}
