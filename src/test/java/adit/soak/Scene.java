package adit.soak;

import adit.soak.Targets.Arrival;
import adit.soak.Visitor.Entrance;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One visit: its place, its number, and the choices that the seed makes for it. */
final class Scene {
    private static final int LONGEST_PAUSE_MILLIS = 50;

    final long number;
    final SplittableRandom random;
    final Entrance entrance;
    private final Site site;
    private final Tally tally;

    Scene(Site site, Tally tally, long seed, long number) {
        this.site = site;
        this.tally = tally;
        this.number = number;
        this.random = new SplittableRandom(seed + number * 0x9e3779b97f4a7c15L);
        this.entrance = site.entrances().get(random.nextInt(site.entrances().size()));
    }

    Targets targets() {
        return site.targets();
    }

    ByteStream stream() {
        return ByteStream.any(random, site.greatest());
    }

    void pause() {
        site.pauses().upTo(random.nextInt(LONGEST_PAUSE_MILLIS));
    }

    boolean endByOperator(String authority) {
        return site.operator().end(authority);
    }

    /** Opens a tunnel; these bytes go in the same packet as the request. */
    Ends tunnel(String authority, byte[] early) throws IOException {
        byte[] request = Visitor.request(authority).getBytes(StandardCharsets.US_ASCII);
        Arrival arrival = targets().expect(number);
        Visitor client = Visitor.at(entrance);
        try {
            client.out()
                    .write(ByteBuffer.allocate(request.length + Long.BYTES + early.length)
                            .put(request)
                            .putLong(number)
                            .put(early)
                            .array());
            expect(client, 200);
            return new Ends(client, arrival.socket());
        } catch (IOException | RuntimeException e) {
            client.reset();
            throw e;
        }
    }

    /** Reads the head of a response, which must have that status. */
    void expect(Visitor client, int status) throws IOException {
        int found = client.status();
        if (found != status) {
            throw new IOException("status " + found + " where it should be " + status);
        }
        tally.answered(status);
    }

    /** Both ends of a tunnel. */
    record Ends(Visitor client, Socket target) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            target.close();
            client.close();
        }
    }

    /** What may fail with the network. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    CompletableFuture<Void> start(Step step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        site.threads().execute(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Waits for steps that must succeed. */
    static void await(CompletableFuture<?>... steps) throws IOException {
        try {
            CompletableFuture.allOf(steps).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }
}
