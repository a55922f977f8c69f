package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.RelayStatus;
import adit.config.Settings;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.relay.RelayPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a relay goes by pipes. It takes a newer Java than that of the build: {@link NewerJavaTest} runs it. */
class SplicePathChecks {
    private static final int BYTES = 32 << 20;

    /** Each may have its last bytes copied before it waits, but not all of them. */
    private static final int TUNNELS = 8;

    private static final Duration SOON = Duration.ofSeconds(20);

    /** That of one pipe for each of two threads. */
    private static final long ENOUGH_FOR_TWO_PIPES = 64;

    private final List<Client> clients = new ArrayList<>();
    private final List<Socket> targets = new ArrayList<>();
    private final List<CompletableFuture<Long>> sent = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Peer peer;

    @AfterEach
    void closeAll() throws IOException {
        threads.shutdownNow();
        for (Client client : clients) {
            client.close();
        }
        peer.close();
        Proxy.sockets = Long.MAX_VALUE;
        Proxy.usualMode = Settings.Mode.HTTP;
    }

    @Test
    void whatComesInBulkGoesByPipes() throws Exception {
        try (Proxy proxy = open(1)) {
            moveAll();
            RelayStatus relay = proxy.server.relay();
            assertThat(relay.splices()).isTrue();
            assertThat(relay.reason()).startsWith("Java ");
            assertThat(relay.splicedBytes()).isBetween(BYTES / 2L, (long) BYTES);
            assertThat(relay.pipes()).isBetween(1, relay.mostPipes());
            end(proxy);
        }
    }

    @Test
    void smallPiecesAreCopied() throws Exception {
        try (Proxy proxy = open(1)) {
            for (int i = 0; i < 100; i++) {
                clients.get(0).send(new byte[1000]);
                assertThat(targets.get(0).getInputStream().readNBytes(1000)).hasSize(1000);
            }
            assertThat(proxy.server.relay().splicedBytes()).isZero();
            end(proxy);
        }
    }

    @Test
    void whatTlsCarriesIsCopied() throws Exception {
        Proxy.usualMode = Settings.Mode.HTTPS;
        try (Proxy proxy = open(1)) {
            moveAll();
            assertThat(proxy.server.relay().splicedBytes()).isZero();
            end(proxy);
        }
    }

    @Test
    void whoFindsNoPipeIsCopiedAndNoByteIsLost() throws Exception {
        Proxy.sockets = ENOUGH_FOR_TWO_PIPES;
        try (Proxy proxy = open(TUNNELS)) {
            assertThat(proxy.server.relay().mostPipes()).isEqualTo(2);
            fill(proxy, TUNNELS, Leg::isBlocked);
            assertThat(proxy.server.relay().pipes()).isBetween(1, 2);
            moveAll();
            end(proxy);
        }
    }

    @Test
    void whatAPipeHoldsIsCountedAndGivenBackWithTheTunnel() throws Exception {
        try (Proxy proxy = open(TUNNELS)) {
            fill(proxy, 1, leg -> leg.pipe != null);
            assertThat(proxy.use("limits.parked_bytes")).isPositive();
            for (int i = 0; i < TUNNELS; i++) {
                clients.get(i).reset();
                Client.reset(targets.get(i));
            }
            proxy.awaitClosed(TUNNELS);
            assertThat(proxy.use("limits.parked_bytes")).isZero();
        }
    }

    /** The selector has called it writable for nothing; or splice(2) has failed where a write may not. */
    @Test
    void aSocketThatTakesNothingFromAPipeIsWrittenTo() throws Exception {
        try (Proxy proxy = open(TUNNELS)) {
            fill(proxy, 1, leg -> leg.pipe != null);
            await().atMost(SOON).until(() -> {
                proxy.onEachLoop(SplicePathChecks::callWritable);
                return count(proxy, leg -> leg.pipe != null) == 0;
            });
            assertThat(count(proxy, leg -> leg.parked != null)).isPositive();
            moveAll();
            end(proxy);
        }
    }

    @Test
    void aPayloadEndsAtItsVeryByte() throws Exception {
        long most = 3_000_001;
        RelayPolicy policy = new RelayPolicy(Duration.ZERO, 0, 0, Duration.ZERO, most);
        try (Proxy proxy = open(1, SettingsChanges.upward(policy))) {
            sent.add(CompletableFuture.supplyAsync(() -> send(clients.get(0)), threads));
            // A reset may take from the target what it has not read.
            sent.add(CompletableFuture.supplyAsync(() -> receive(targets.get(0)), threads));
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.PAYLOAD_EXCEEDED);
            assertThat(proxy.onlyRecord().toTarget().bytes()).isEqualTo(most);
            assertThat(proxy.server.relay().splicedBytes()).isPositive();
        }
    }

    private void end(Proxy proxy) throws IOException {
        for (Client client : clients) {
            client.close();
        }
        for (Socket target : targets) {
            target.close();
        }
        proxy.awaitClosed(clients.size());
    }

    private Proxy open(int tunnels) throws IOException {
        return open(tunnels, UnaryOperator.identity());
    }

    private Proxy open(int tunnels, UnaryOperator<Settings> change) throws IOException {
        Proxy proxy = Proxy.start(change);
        peer = Peer.that(Script.MANUAL);
        for (int i = 0; i < tunnels; i++) {
            Client client = proxy.client();
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            clients.add(client);
            targets.add(peer.accepted());
        }
        return proxy;
    }

    /** Has every client send what it must until so many tunnels at least wait for targets that do not read. */
    private void fill(Proxy proxy, int tunnels, Predicate<Leg> waits) {
        clients.forEach(client -> sent.add(CompletableFuture.supplyAsync(() -> send(client), threads)));
        await().atMost(SOON).until(() -> count(proxy, waits) >= tunnels);
    }

    /** Moves all from each client to its target, and looks at every byte. */
    private void moveAll() {
        if (sent.isEmpty()) {
            clients.forEach(client -> sent.add(CompletableFuture.supplyAsync(() -> send(client), threads)));
        }
        List<CompletableFuture<Long>> received = targets.stream()
                .map(target -> CompletableFuture.supplyAsync(() -> receive(target), threads))
                .toList();
        for (int i = 0; i < received.size(); i++) {
            assertThat(received.get(i).join()).isEqualTo(sent.get(i).join());
        }
    }

    private static int callWritable(TunnelProcessor processor) {
        List<Leg> waiting = legs(processor, leg -> leg.pipe != null);
        waiting.forEach(Leg::writeOn);
        return waiting.size();
    }

    private static int count(Proxy proxy, Predicate<Leg> wanted) {
        return proxy.onEachLoop(processor -> legs(processor, wanted).size()).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static List<Leg> legs(TunnelProcessor processor, Predicate<Leg> wanted) {
        return processor.selector().keys().stream()
                .map(SelectionKey::attachment)
                .filter(Leg.class::isInstance)
                .map(Leg.class::cast)
                .filter(wanted)
                .toList();
    }

    private long send(Client client) {
        byte[] bytes = new byte[BYTES];
        new Random(client.socket().getLocalPort()).nextBytes(bytes);
        try {
            client.send(bytes);
            client.endOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum(bytes);
    }

    private static long receive(Socket target) {
        try {
            return checksum(target.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
