package adit.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Attacks on the real program, one after the other. Meanwhile a client with good manners opens a tunnel again and again; it
 * must be served each time. Afterwards nothing may be left.
 */
public final class Storms {
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int SPARE_DESCRIPTORS = 8;

    private final CountDownLatch never = new CountDownLatch(1);
    private final Instance instance;
    private final Site site;
    private boolean passed = true;

    private Storms(Instance instance, Targets targets, ExecutorService threads) throws Exception {
        this.instance = instance;
        this.site = new Site(instance.entrances(), targets, threads, 0, this::pause, authority -> false);
    }

    /** Arguments: {@code tunnel.sh}, a directory for the instance, one with keys, and the storms, or none for all. */
    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(Arrays.asList(args).subList(3, args.length));
        if (names.isEmpty()) {
            names.addAll(Storm.NAMES);
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        boolean passed;
        try (Targets targets = new Targets(threads);
                Instance instance = Instance.start(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]))) {
            Storms storms = new Storms(instance, targets, threads);
            for (String name : names) {
                storms.weather(name);
            }
            storms.passed &= instance.faults().isEmpty();
            instance.faults().forEach(fault -> System.out.println("FAILED: " + fault));
            passed = storms.passed;
        }
        threads.shutdownNow();
        System.out.println(passed ? "passed" : "failed");
        System.exit(passed ? 0 : 1);
    }

    private void weather(String name) throws Exception {
        rest(Long.MAX_VALUE);
        long before = instance.gauge().descriptors();
        Storm storm = Storm.named(name, site);
        Guest guest = new Guest(site);
        CompletableFuture<Void> visiting = CompletableFuture.runAsync(guest, site.threads());
        storm.rage();
        guest.leave();
        visiting.join();
        rest(before + SPARE_DESCRIPTORS);
        long tunnels = instance.gauge().tunnels("LiveCount");
        long descriptors = instance.gauge().descriptors();
        boolean fair = guest.failures() == 0 && tunnels == 0 && descriptors <= before + SPARE_DESCRIPTORS;
        passed &= fair;
        System.out.printf(
                "%-12s %s: %s; %s; left: tunnels %d, descriptors %+d%n",
                name, fair ? "passed" : "FAILED", storm, guest, tunnels, descriptors - before);
    }

    private void rest(long descriptors) throws Exception {
        long deadline = System.nanoTime() + REST_NANOS;
        do {
            pause(500);
        } while ((instance.gauge().tunnels("LiveCount") > 0 || instance.gauge().descriptors() > descriptors)
                && System.nanoTime() - deadline < 0);
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
