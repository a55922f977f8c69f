package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.net.Peer.Script;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Large bodies of plain HTTP: they stream, whole and in order, and the proxy keeps and allocates next to nothing. */
class ForwardBodiesTest {
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 4096;
    private static final long SIZE = (long) BLOCK * BLOCKS;
    private static final String CHUNK_LINE = Integer.toHexString(BLOCK) + "\r\n";
    private static final long MOST_GARBAGE = SIZE / 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void anUploadWithALengthStreams() throws Exception {
        upload(false);
    }

    @Test
    void anUploadInChunksStreams() throws Exception {
        upload(true);
    }

    @Test
    void aDownloadWithALengthStreams() throws Exception {
        download("Content-Length: " + SIZE + "\r\n", false);
    }

    @Test
    void aDownloadInChunksStreams() throws Exception {
        download("Transfer-Encoding: chunked\r\n", true);
    }

    @Test
    void aDownloadUntilTheCloseStreams() throws Exception {
        download("", false);
    }

    @Test
    @Fault(
            value = Fault.Kind.DEAF_PEER,
            when = "of a response",
            outcome = "its origin is not read; memory stays bounded")
    void aSlowReaderStopsItsOriginAndMemoryStaysBounded() throws Exception {
        try (Proxy proxy = Proxy.start();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\n\r\n");
                CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(origin));
                await().until(() ->
                        proxy.onEachLoop(p -> p.buffers().held()).stream().anyMatch(held -> held > 0));
                proxy.assertThatNothingSpins();
                assertThat(proxy.onEachLoop(p -> p.buffers().held()))
                        .allMatch(held -> held <= 2L * RelayBuffers.LARGE, "one parked read at the most");
                assertThat(flood).isNotDone();
                client.reset();
            }
        }
    }

    private static void flood(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            // The proxy has closed, as it should when its client has.
        }
    }

    private void upload(boolean chunked) throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE;
            client.send("PUT http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                InputStream in = origin.getInputStream();
                Origin.until(in, "\r\n\r\n");
                long before = allocated(proxy);
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client.socket(), chunked));
                receive(in, chunked);
                sent.join();
                assertThat(allocated(proxy) - before).isLessThan(MOST_GARBAGE);
                Origin.write(origin, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                ForwardTest.receive(client);
            }
        }
    }

    private void download(String framing, boolean chunked) throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.send("GET http://" + peer.authority() + "/ HTTP/1.1\r\nHost: x\r\n\r\n");
            try (Socket origin = peer.accepted()) {
                Origin.until(origin.getInputStream(), "\r\n\r\n");
                Origin.write(origin, "HTTP/1.1 200 OK\r\n" + framing + "\r\n");
                client.head();
                long before = allocated(proxy);
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(origin, chunked));
                receive(client.in(), chunked);
                sent.join();
                assertThat(allocated(proxy) - before).isLessThan(MOST_GARBAGE);
                origin.shutdownOutput();
                proxy.awaitClosed(1);
            }
        }
    }

    private static void send(Socket socket, boolean chunked) {
        try {
            OutputStream out = socket.getOutputStream();
            byte[] block = new byte[BLOCK];
            for (int i = 0; i < BLOCKS; i++) {
                Arrays.fill(block, (byte) i);
                if (chunked) {
                    out.write(CHUNK_LINE.getBytes(StandardCharsets.ISO_8859_1));
                }
                out.write(block);
                if (chunked) {
                    out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            if (chunked) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chunks may have been cut anew on the way. */
    private static void receive(InputStream in, boolean chunked) throws IOException {
        byte[] buffer = new byte[BLOCK];
        long received = 0;
        while (received < SIZE) {
            int left = chunked ? Integer.parseInt(Origin.until(in, "\r\n").trim(), 16) : BLOCK;
            while (left > 0) {
                int block = (int) (received / BLOCK);
                int most = (int) Math.min(left, (block + 1L) * BLOCK - received);
                int count = in.readNBytes(buffer, 0, most);
                assertThat(count).isEqualTo(most);
                assertThat(buffer[0]).isEqualTo((byte) block);
                assertThat(buffer[count - 1]).isEqualTo((byte) block);
                received += count;
                left -= count;
            }
            if (chunked) {
                assertThat(Origin.until(in, "\r\n")).isEqualTo("\r\n");
            }
        }
        if (chunked) {
            assertThat(Origin.until(in, "\r\n\r\n")).isEqualTo("0\r\n\r\n");
        }
    }

    private static Proxy oneThread() throws IOException {
        return Proxy.start(settings -> settings, Proxy.NO_NAMES);
    }

    private long allocated(Proxy proxy) {
        long thread =
                proxy.onEachLoop(processor -> Thread.currentThread().getId()).get(0);
        return threads.getThreadAllocatedBytes(thread);
    }
}
