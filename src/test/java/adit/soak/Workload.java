package adit.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Visits of all kinds at once, in an order that a seed decides. The number of a visit and the seed decide all of its
 * choices, whichever worker makes it.
 */
public final class Workload {
    private static final int MOST_FAILURES = 20;

    private final long seed;
    private final Site site;
    private final int workers;
    private final Tally tally = new Tally();
    private final AtomicLong next = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    public Workload(long seed, Site site, int workers) {
        this.seed = seed;
        this.site = site;
        this.workers = workers;
    }

    /** Makes visits for as long as it should, and returns when the last has ended. */
    public void run(BooleanSupplier goesOn) {
        List<CompletableFuture<Void>> working = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            working.add(CompletableFuture.runAsync(() -> work(goesOn), site.threads()));
        }
        CompletableFuture.allOf(working.toArray(CompletableFuture<?>[]::new)).join();
    }

    private void work(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean() && failures.size() < MOST_FAILURES) {
            visit(next.getAndIncrement());
        }
    }

    private void visit(long number) {
        Scene scene = new Scene(site, tally, seed, number);
        Kind kind = Kind.of(scene);
        try {
            kind.happen(scene);
        } catch (Exception e) {
            String tls = scene.entrance.tls().isPresent() ? " over TLS" : "";
            failures.add("visit " + number + ", " + kind + tls + ": " + e);
        }
    }

    /** How many visits have begun. */
    public long visits() {
        return next.get();
    }

    public Tally tally() {
        return tally;
    }

    /** A line for each visit that went wrong, the first ones only. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
