package adit.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What many idle tunnels cost those that are busy: the processor time of the real program for each round trip of 64 busy
 * tunnels, alone, beside all the others, and alone again. At the end of the middle all others are used once, all at once.
 */
public final class Scale {
    private static final int BUSY = 64;
    private static final int ROUNDS = 5;
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(10);
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(5);

    /** What all others cost the busy ones at most. */
    private static final double MOST_RATIO = 1.1;

    /** How long one may wait that wakes up with all others. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Instance instance;
    private final Exchanges exchanges;

    private Scale(Instance instance, Exchanges exchanges) {
        this.instance = instance;
        this.exchanges = exchanges;
    }

    /** Arguments: how many tunnels, {@code tunnel.sh}, a directory for the instance, one with keys. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        boolean passed;
        try (Instance instance = Instance.start(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
                Exchanges exchanges = new Exchanges(instance.entrances().get(0).address(), threads)) {
            passed = new Scale(instance, exchanges).run(Integer.parseInt(args[0]));
        }
        threads.shutdownNow();
        System.exit(passed ? 0 : 1);
    }

    private boolean run(int tunnels) throws Exception {
        List<Exchanges.End> busy = exchanges.open(BUSY);
        exchanges.play(busy, WARM_UP);
        double before = microsPerRoundTrip("alone", busy);
        List<Exchanges.End> idle = exchanges.open(tunnels - BUSY);
        double beside = microsPerRoundTrip("beside " + idle.size() + " others", busy);
        long worst = exchanges.once(idle);
        System.out.printf("all others at once: the last had its answer after %d ms%n", worst / 1_000_000);
        exchanges.close(idle);
        double after = microsPerRoundTrip("alone again", busy);
        // What gets cheaper by and by, as code is compiled, counts half on both sides.
        double ratio = 2 * beside / (before + after);
        boolean passed = ratio <= MOST_RATIO && worst <= MOST_NANOS;
        System.out.printf("%s: %d tunnels, ratio %.2f%n", passed ? "passed" : "failed", tunnels, ratio);
        return passed;
    }

    /** The median of some rounds, as other work on the machine disturbs them. */
    private double microsPerRoundTrip(String what, List<Exchanges.End> busy) throws Exception {
        List<Double> costs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long cpu = instance.cpu().toNanos();
            long trips = exchanges.play(busy, MEASURED);
            costs.add((instance.cpu().toNanos() - cpu) / 1e3 / trips);
        }
        costs.sort(null);
        double median = costs.get(ROUNDS / 2);
        System.out.printf(
                "%-20s %.2f us of CPU a round trip (%.2f to %.2f)%n",
                what, median, costs.get(0), costs.get(ROUNDS - 1));
        return median;
    }
}
