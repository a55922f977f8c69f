package adit.soak;

import adit.soak.Scene.Ends;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Upgrades of the real program under load. Meanwhile callers connect as fast as they can, each time for a tunnel of one
 * question and one answer, and streams move bytes in tunnels that last longer than an upgrade. No caller may be refused
 * or reset, no stream may break or lose a byte.
 */
public final class Upgrades {
    private static final int CALLERS = 16;
    private static final int STREAMS = 8;
    private static final int LENGTH = 8_000_000;
    private static final int CHUNK_PAUSE_MILLIS = 100;
    private static final long REST_MILLIS = 3_000;
    private static final byte[] NOTHING = {};
    private static final ByteStream MESSAGE = new ByteStream(1, 64);

    private final CountDownLatch never = new CountDownLatch(1);
    private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Instance instance;
    private final Site site;
    private volatile boolean goesOn = true;

    private Upgrades(Instance instance, Targets targets, ExecutorService threads) throws Exception {
        this.instance = instance;
        this.site = new Site(instance.entrances(), targets, threads, 0, this::pause, authority -> false);
    }

    /** Arguments: how many, {@code tunnel.sh}, a directory for the instance, one with keys. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        boolean passed;
        try (Targets targets = new Targets(threads);
                Instance instance = Instance.start(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]))) {
            passed = new Upgrades(instance, targets, threads).run(Integer.parseInt(args[0]));
        }
        threads.shutdownNow();
        System.exit(passed ? 0 : 1);
    }

    private boolean run(int times) throws Exception {
        CompletableFuture<?>[] load = Stream.concat(
                        Stream.generate(() -> repeat("call", this::call)).limit(CALLERS),
                        Stream.generate(() -> repeat("stream", this::stream)).limit(STREAMS))
                .toArray(CompletableFuture<?>[]::new);
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            pause(REST_MILLIS);
            long before = calls.get();
            long begun = System.nanoTime();
            instance.upgrade();
            System.out.printf(
                    "upgrade %d: %.1f s, meanwhile %d calls%n",
                    i + 1, (System.nanoTime() - begun) / 1e9, calls.get() - before);
        }
        pause(REST_MILLIS);
        goesOn = false;
        CompletableFuture.allOf(load).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        instance.faults().forEach(this::failed);
        new TreeMap<>(failures).forEach((what, count) -> System.out.println("FAILED: " + count + " x " + what));
        System.out.printf(
                "%s: %d upgrades, %d calls (%.0f a second, slowest %d ms), %d streams of %d MB each way%n",
                failures.isEmpty() ? "passed" : "failed",
                times,
                calls.get(),
                calls.get() / seconds,
                TimeUnit.NANOSECONDS.toMillis(slowest.get()),
                streams.get(),
                LENGTH / 1_000_000);
        return failures.isEmpty();
    }

    private CompletableFuture<Void> repeat(String what, Visit visit) {
        return CompletableFuture.runAsync(
                () -> {
                    while (goesOn) {
                        long number = numbers.incrementAndGet();
                        try {
                            visit.make(new Scene(site, new Tally(), number, number));
                        } catch (IOException | RuntimeException e) {
                            failed(what + ": " + e);
                        }
                    }
                },
                site.threads());
    }

    private interface Visit {
        void make(Scene scene) throws IOException;
    }

    private void failed(String what) {
        failures.computeIfAbsent(what, any -> new AtomicLong()).incrementAndGet();
    }

    private void call(Scene scene) throws IOException {
        long begun = System.nanoTime();
        try (Ends ends = scene.tunnel(site.targets().answering(), NOTHING)) {
            MESSAGE.sendTo(ends.client().out());
            MESSAGE.receiveFrom(ends.target().getInputStream());
            MESSAGE.sendTo(ends.target().getOutputStream());
            MESSAGE.receiveFrom(ends.client().in());
        }
        calls.incrementAndGet();
        slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
    }

    private void stream(Scene scene) throws IOException {
        ByteStream up = new ByteStream(scene.number, LENGTH);
        ByteStream down = new ByteStream(-scene.number, LENGTH);
        try (Ends ends = scene.tunnel(site.targets().answering(), NOTHING)) {
            Scene.await(
                    scene.start(() -> {
                        up.sendTo(slowly(ends.client().out()));
                        ends.client().endOutput();
                    }),
                    scene.start(() -> up.receiveAllFrom(ends.target().getInputStream())),
                    scene.start(() -> {
                        down.sendTo(slowly(ends.target().getOutputStream()));
                        ends.target().shutdownOutput();
                    }),
                    scene.start(() -> down.receiveAllFrom(ends.client().in())));
        }
        streams.incrementAndGet();
    }

    private OutputStream slowly(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                out.write(bytes, offset, count);
                pause(CHUNK_PAUSE_MILLIS);
            }
        };
    }

    private void pause(long millis) {
        try {
            if (never.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
