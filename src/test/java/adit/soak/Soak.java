package adit.soak;

import adit.soak.Gauge.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A churn of tunnels, whole and cut, for a given time, by the real program. It works in rounds: some seconds of visits with
 * a reload among them, then a rest in which nothing may be left of any tunnel, and what the process has in use is measured.
 */
public final class Soak {
    private static final int WORKERS = 16;
    private static final long GREATEST = 4_000_000;
    private static final int VISITS_A_SECOND = 60;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Instance instance;
    private final Workload workload;
    private final long start = System.nanoTime();

    private Soak(Instance instance, Targets targets, ExecutorService threads, long seed) throws Exception {
        this.instance = instance;
        Site site = new Site(instance.entrances(), targets, threads, GREATEST, this::pause, authority -> false);
        this.workload = new Workload(seed, site, WORKERS);
    }

    /** Arguments: the seconds, the seed, {@code tunnel.sh}, a directory for the instance, one with keys. */
    public static void main(String[] args) throws Exception {
        long seconds = Long.parseLong(args[0]);
        long seed = Long.parseLong(args[1]);
        System.out.println("soak: " + seconds + " s, seed " + seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        boolean passed;
        try (Targets targets = new Targets(threads);
                Instance instance = Instance.start(Path.of(args[2]), Path.of(args[3]), Path.of(args[4]))) {
            passed = new Soak(instance, targets, threads, seed).run(Duration.ofSeconds(seconds));
        }
        threads.shutdownNow();
        System.exit(passed ? 0 : 1);
    }

    private boolean run(Duration time) throws Exception {
        long round = Math.min(TimeUnit.SECONDS.toNanos(20), time.toNanos() / 12);
        for (int i = 0; System.nanoTime() - start < time.toNanos() && failures.isEmpty(); i++) {
            oneRound(i, round);
        }
        failures.addAll(instance.faults());
        // The first third is the warm-up: classes are compiled, pools filled.
        List<Sample> steady = samples.subList(samples.size() / 3, samples.size());
        Growth.lines(steady).forEach(System.out::println);
        for (Growth growth : Growth.values()) {
            if (!growth.isTolerated(steady)) {
                failures.add(growth + " grows");
            }
        }
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.println((failures.isEmpty() ? "passed: " : "failed: ") + workload.visits() + " visits, "
                + workload.tally().granted() + " granted, " + workload.tally().refused() + " refused");
        return failures.isEmpty();
    }

    private void oneRound(int number, long nanos) throws Exception {
        long began = System.nanoTime();
        AtomicLong paced = new AtomicLong();
        Thread reloads = new Thread(() -> reload(number), "reload");
        reloads.start();
        workload.run(() -> {
            long due = began + paced.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / VISITS_A_SECOND;
            pause(TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
            return System.nanoTime() - began < nanos;
        });
        reloads.join();
        failures.addAll(workload.failures());
        rest();
        samples.add(instance.gauge().sample());
        System.out.printf(
                "%5d s: %d visits, %.2f GB, %s%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                workload.visits(),
                (figure("BytesToTargetTotal") + figure("BytesToClientTotal")) / 1e9,
                samples.get(samples.size() - 1));
    }

    private void reload(int number) {
        try {
            instance.reload(number);
        } catch (Exception e) {
            synchronized (failures) {
                failures.add("reload: " + e);
            }
        }
    }

    /** Until nothing is left of any tunnel, and what rests for the next request has gone. */
    private void rest() throws Exception {
        long deadline = System.nanoTime() + REST_NANOS;
        while (figure("LiveCount") > 0 && System.nanoTime() - deadline < 0) {
            pause(100);
        }
        pause(1_500);
        if (figure("LiveCount") != 0 || figure("OpenedTotal") != figure("ClosedTotal")) {
            failures.add("tunnels are left: " + figure("LiveCount") + ", opened " + figure("OpenedTotal") + ", closed "
                    + figure("ClosedTotal"));
        }
    }

    private long figure(String name) throws Exception {
        return instance.gauge().tunnels(name);
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
