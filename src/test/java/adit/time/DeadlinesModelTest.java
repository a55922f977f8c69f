package adit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Random steps on the heap and on a plain map from deadline to time must agree at each one. */
class DeadlinesModelTest {
    private static final int DEADLINES = 300;
    private static final int STEPS = 20_000;

    private final List<Long> ran = new ArrayList<>();
    private final Map<Deadline, Long> model = new HashMap<>();
    private final Deadlines deadlines = new Deadlines(e -> {
        throw new AssertionError(e);
    });

    @RepeatedTest(5)
    void theHeapAgreesWithAPlainMap() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Probe[] probes = new Probe[DEADLINES];
        for (int i = 0; i < DEADLINES; i++) {
            probes[i] = new Probe();
        }
        long now = random.nextLong();
        for (int step = 0; step < STEPS; step++) {
            Probe probe = probes[random.nextInt(DEADLINES)];
            switch (random.nextInt(4)) {
                case 0, 1 -> arm(probe, now + random.nextInt(2000) - 100);
                case 2 -> disarm(probe);
                default -> {
                    now += random.nextInt(50);
                    expire(now, seed);
                }
            }
            assertThat(deadlines.size()).as("seed %d step %d", seed, step).isEqualTo(model.size());
            assertThat(deadlines.nanosUntilNext(now))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(nanosUntilNextOfModel(now));
        }
    }

    private void arm(Deadline deadline, long at) {
        deadlines.arm(deadline, at);
        model.put(deadline, at);
    }

    private void disarm(Deadline deadline) {
        deadlines.disarm(deadline);
        model.remove(deadline);
    }

    private void expire(long now, long seed) {
        List<Long> due = model.values().stream()
                .filter(at -> at - now <= 0)
                .sorted((a, b) -> Long.signum(a - b))
                .toList();
        model.values().removeIf(at -> at - now <= 0);
        ran.clear();
        deadlines.expire(now);
        assertThat(ran).as("seed %d", seed).isEqualTo(due);
    }

    private long nanosUntilNextOfModel(long now) {
        return model.values().stream().mapToLong(at -> at - now).min().orElse(Long.MAX_VALUE);
    }

    private final class Probe extends Deadline {
        @Override
        protected void reached(long now) {
            ran.add(at);
        }
    }
}
