package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Sixteen tunnels at once, 200 MB each way in each, and every byte in its place. */
class ManyBytesTest {
    private static final long BYTES = 200L * 1000 * 1000;
    private static final int BLOCK = 1 << 16;

    int tunnels() {
        return 16;
    }

    @Test
    void nothingIsLostDuplicatedOrReordered() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL)) {
            List<CompletableFuture<Long>> sent = new ArrayList<>();
            List<CompletableFuture<Long>> received = new ArrayList<>();
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < tunnels(); i++) {
                Client client = proxy.client();
                assertThat(client.connect(peer.authority())).contains(" 200 ");
                Socket target = peer.accepted();
                sockets.add(client.socket());
                sockets.add(target);
                int seed = i;
                sent.add(CompletableFuture.supplyAsync(() -> send(client.socket(), 2 * seed), threads));
                received.add(CompletableFuture.supplyAsync(() -> receive(target), threads));
                sent.add(CompletableFuture.supplyAsync(() -> send(target, 2 * seed + 1), threads));
                received.add(CompletableFuture.supplyAsync(() -> receive(client.socket()), threads));
            }
            for (int i = 0; i < sent.size(); i++) {
                assertThat(received.get(i).join()).isEqualTo(sent.get(i).join());
            }
            for (Socket socket : sockets) {
                socket.close();
            }
            proxy.awaitClosed(tunnels());
            assertThat(proxy.records).allSatisfy(record -> {
                assertThat(record.toTarget().bytes()).isEqualTo(BYTES);
                assertThat(record.toClient().bytes()).isEqualTo(BYTES);
                assertThat(record.toTarget().end()).isEqualTo(RelayEnd.EOF);
                assertThat(record.toClient().end()).isEqualTo(RelayEnd.EOF);
            });
            assertThat(proxy.registry.bytesToTargetTotal()).isEqualTo(tunnels() * BYTES);
            assertThat(proxy.registry.bytesToClientTotal()).isEqualTo(tunnels() * BYTES);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each block names its stream and its place, so that a swapped or doubled one changes the checksum. */
    private static long send(Socket socket, int seed) {
        CRC32C checksum = new CRC32C();
        java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(BLOCK);
        try {
            for (long left = BYTES; left > 0; left -= BLOCK) {
                block.clear();
                while (block.remaining() >= 16) {
                    block.putLong(left).putInt(seed).putInt(block.position());
                }
                int count = (int) Math.min(left, BLOCK);
                checksum.update(block.array(), 0, count);
                socket.getOutputStream().write(block.array(), 0, count);
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.getValue();
    }

    private static long receive(Socket socket) {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BLOCK];
        try {
            socket.setSoTimeout(60_000);
            InputStream in = socket.getInputStream();
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
                total += n;
            }
            assertThat(total).isEqualTo(BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.getValue();
    }
}
