package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Everything at once, for a while, in an order that a seed decides; each stream that ends in order is compared whole. */
class ChurnTest {
    private static final int WORKERS = 5;
    private static final int STEPS = 500;
    private static final int SMALL = 2_000;
    private static final int LARGE = 2_000_000;

    private final long seed = Long.getLong("adit.seed", new Random().nextLong());
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @Test
    void whateverHappensEveryByteAndEveryTunnelIsAccountedFor() throws Exception {
        System.out.println("ChurnTest: -Dadit.seed=" + seed);
        try (Proxy proxy = Proxy.start()) {
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                Random random = new Random(seed + i);
                workers.add(run(() -> work(proxy, random)));
            }
            for (CompletableFuture<Void> worker : workers) {
                assertThat(worker).as("seed %d", seed).succeedsWithin(Duration.ofMinutes(2));
            }
            proxy.awaitLive(0);
            assertThat(proxy.registry.closed(Outcome.ESTABLISHED)).isEqualTo(opened.get());
            assertThat(proxy.registry.closed(Outcome.CONNECT_REFUSED)).isEqualTo(refused.get());
            assertThat(proxy.registry.bytesToTargetTotal()).isEqualTo(total(proxy, true));
            assertThat(proxy.registry.bytesToClientTotal()).isEqualTo(total(proxy, false));
            assertThat(proxy.records)
                    .extracting(record -> record.toClient().end())
                    .doesNotContain(RelayEnd.READ_ERROR, RelayEnd.IDLE_TIMEOUT, RelayEnd.SHUTDOWN);
        }
    }

    private static long total(Proxy proxy, boolean upward) {
        return proxy.records.stream()
                .map(upward ? TunnelRecord::toTarget : TunnelRecord::toClient)
                .mapToLong(TunnelRecord.Direction::bytes)
                .sum();
    }

    private void work(Proxy proxy, Random random) {
        try (Peer peer = Peer.that(Script.MANUAL);
                Peer absent = Peer.that(Script.ABSENT)) {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> refusal(proxy, absent);
                    case 1 -> leaveEarly(proxy, peer, random);
                    default -> tunnel(proxy, peer, random);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refusal(Proxy proxy, Peer absent) throws IOException {
        try (Client client = proxy.client()) {
            assertThat(client.connect(absent.authority())).contains(" 502 ");
            refused.incrementAndGet();
        }
    }

    /** Half a request, and the client is gone: what happens then must concern nobody else. */
    private static void leaveEarly(Proxy proxy, Peer peer, Random random) throws IOException {
        Client client = proxy.client();
        client.send(Client.request(peer.authority()).substring(0, 1 + random.nextInt(20)));
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.leave();
        }
    }

    private void tunnel(Proxy proxy, Peer peer, Random random) throws IOException {
        byte[] up = bytes(random);
        byte[] down = bytes(random);
        try (Client client = proxy.client()) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            opened.incrementAndGet();
            try (Socket target = peer.accepted()) {
                switch (random.nextInt(6)) {
                    case 0 -> disturbed(client, target, up, down, () -> client.reset());
                    case 1 -> disturbed(client, target, up, down, () -> Client.reset(target));
                    case 2 -> disturbed(client, target, up, down, () -> kill(proxy, peer));
                    case 3 -> inTurn(client.socket(), up, target, down);
                    case 4 -> inTurn(target, down, client.socket(), up);
                    default -> atOnce(client.socket(), up, target, down);
                }
            }
        }
    }

    /** Ends the tunnels that lead to the peer, as an operator does. */
    private static void kill(Proxy proxy, Peer peer) {
        for (LiveTunnel tunnel : proxy.registry.live(Integer.MAX_VALUE)) {
            if (tunnel.target().stream().anyMatch(peer.authority()::equals)) {
                tunnel.end(RelayEnd.KILLED);
            }
        }
    }

    private static void inTurn(Socket first, byte[] forth, Socket second, byte[] back) {
        CompletableFuture<Void> sending = run(() -> RelayTest.sendAndEnd(first, forth));
        assertThat(all(second)).isEqualTo(forth);
        CompletableFuture<Void> answering = run(() -> RelayTest.sendAndEnd(second, back));
        assertThat(all(first)).isEqualTo(back);
        sending.join();
        answering.join();
    }

    private static void atOnce(Socket client, byte[] up, Socket target, byte[] down) {
        CompletableFuture<Void> upward = run(() -> RelayTest.sendAndEnd(client, up));
        CompletableFuture<Void> downward = run(() -> RelayTest.sendAndEnd(target, down));
        CompletableFuture<Void> received = run(() -> assertThat(all(target)).isEqualTo(up));
        assertThat(all(client)).isEqualTo(down);
        CompletableFuture.allOf(upward, downward, received).join();
    }

    private interface Disturbance {
        void happen() throws IOException;
    }

    /** Both send and nobody reads until it happens; of the errors that follow none is a fault. */
    private static void disturbed(Client client, Socket target, byte[] up, byte[] down, Disturbance disturbance)
            throws IOException {
        CompletableFuture<Void> upward = run(() -> RelayTest.sendAndEnd(client.socket(), up));
        CompletableFuture<Void> downward = run(() -> RelayTest.sendAndEnd(target, down));
        disturbance.happen();
        client.leave();
        target.close();
        upward.exceptionally(e -> null).join();
        downward.exceptionally(e -> null).join();
    }

    private static byte[] all(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? LARGE : SMALL)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, runnable -> new Thread(runnable).start());
    }
}
