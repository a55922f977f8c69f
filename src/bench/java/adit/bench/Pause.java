package adit.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that passes while something is measured. */
final class Pause {
    private Pause() {}

    static void of(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
