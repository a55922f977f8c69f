package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import adit.time.Deadline;
import adit.time.Deadlines;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What runs for each read of each tunnel leaves no garbage. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final long READ_EVERY = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aLimitedReadAllocatesNothing() {
        RelayPolicy policy =
                new RelayPolicy(Duration.ofHours(1), 1, 1_000_000, Duration.ofHours(1), Long.MAX_VALUE - 1);
        DirectionMeter meter = new DirectionMeter(policy, 0);
        TunnelLimits limits = new TunnelLimits(policy, policy, 0);

        assertThat(bytesAllocatedBy(now -> {
                    meter.moved(now, meter.allowance(now, 65_536));
                    if (meter.nanosUntilReadable(now) < 0
                            || meter.tooSlow(now)
                            || limits.reached(now, now).isPresent()
                            || meter.nanosUntilCheck(now) + limits.nanosUntilCheck(now, now) < 0) {
                        throw new AssertionError("a limit was reached");
                    }
                }))
                .isZero();
    }

    @Test
    void movingADeadlineAllocatesNothing() {
        Deadlines deadlines = new Deadlines(e -> {});
        Deadline kept = new Nothing();
        Deadline moved = new Nothing();
        deadlines.arm(kept, Long.MAX_VALUE / 2);

        assertThat(bytesAllocatedBy(now -> {
                    deadlines.arm(moved, now + 10);
                    deadlines.arm(moved, now + 20);
                    deadlines.disarm(moved);
                    deadlines.arm(moved, now);
                    deadlines.expire(now);
                }))
                .isZero();
    }

    private long bytesAllocatedBy(LongConsumer step) {
        run(step, 0, ROUNDS);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(step, ROUNDS, 2 * ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return allocated < ROUNDS ? 0 : allocated; // less than a byte a round is the measurement's own
    }

    private static void run(LongConsumer step, int from, int to) {
        for (int i = from; i < to; i++) {
            step.accept(i * READ_EVERY);
        }
    }

    private static final class Nothing extends Deadline {
        @Override
        protected void reached(long now) {}
    }
}
