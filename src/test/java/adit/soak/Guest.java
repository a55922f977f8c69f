package adit.soak;

import adit.soak.Scene.Ends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client with good manners: again and again it opens a tunnel, gets an answer, ends it, and notes how long that took. */
final class Guest implements Runnable {
    private static final long REST_MILLIS = 20;
    private static final byte[] NOTHING = {};
    private static final ByteStream MESSAGE = new ByteStream(1, 64);

    /** The numbers of its visits are beyond those of others. */
    private long number = 1L << 40;

    private final Site site;
    private final List<Long> latencies = new ArrayList<>();
    private volatile boolean stays = true;
    private int failed;
    private String firstFailure = "";

    Guest(Site site) {
        this.site = site;
    }

    @Override
    public void run() {
        while (stays) {
            long start = System.nanoTime();
            try {
                visit();
                latencies.add(System.nanoTime() - start);
            } catch (IOException | RuntimeException e) {
                failed++;
                firstFailure = firstFailure.isEmpty() ? ", first: " + e : firstFailure;
            }
            site.pauses().upTo(REST_MILLIS);
        }
        Collections.sort(latencies);
    }

    private void visit() throws IOException {
        number++;
        Scene scene = new Scene(site, new Tally(), number, number);
        try (Ends ends = scene.tunnel(site.targets().answering(), NOTHING)) {
            MESSAGE.sendTo(ends.client().out());
            MESSAGE.receiveFrom(ends.target().getInputStream());
            MESSAGE.sendTo(ends.target().getOutputStream());
            MESSAGE.receiveFrom(ends.client().in());
        }
    }

    void leave() {
        stays = false;
    }

    /** To be asked when the run has ended, as the text. */
    int failures() {
        return latencies.isEmpty() ? failed + 1 : failed;
    }

    @Override
    public String toString() {
        return "guest: " + latencies.size() + " tunnels, median " + millis(0.5) + ", p99 " + millis(0.99) + ", slowest "
                + millis(1) + " ms, failed " + failed + firstFailure;
    }

    private String millis(double rank) {
        if (latencies.isEmpty()) {
            return "-";
        }
        long nanos = latencies.get((int) Math.min(latencies.size() - 1, rank * latencies.size()));
        return String.format("%.1f", nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
}
