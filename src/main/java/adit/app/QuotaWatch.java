package adit.app;

import adit.config.LiveSettings;
import adit.limits.UsageBook;
import adit.limits.UsageFile;
import adit.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Holds users to their quotas, as long as the settings in force set any. It has a thread of its own, and only then: the disk may
 * keep it waiting. Safe for use by any thread.
 */
final class QuotaWatch implements AutoCloseable {
    /** How long a quota can be overrun. */
    private static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(1);

    /** How much time's counts are lost where the process is killed. */
    private static final long SAVE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final LiveSettings settings;
    private final UsageBook usage;
    private Timer timer;

    /**
     * @param base the folder of the instance
     * @throws IOException where there is a quota, and what was used of it cannot be read
     */
    QuotaWatch(LiveSettings settings, Path base) throws IOException {
        this.settings = settings;
        this.usage = new UsageBook(
                () -> settings.current().limits().shared().quota(),
                WallClock.SYSTEM,
                new UsageFile(base.resolve("data").resolve("quotas.db")));
        usage.open();
    }

    UsageBook usage() {
        return usage;
    }

    /** Does as the settings in force say; to be called at the start and after each reload. */
    synchronized void follow() {
        boolean wanted = settings.current().limits().shared().quota().limits();
        if (!wanted) {
            close();
        } else if (timer == null) {
            timer = new Timer("adit-quota", true);
            timer.schedule(new LastingTask(usage::save), 0, SAVE_MILLIS);
            timer.schedule(new LastingTask(usage::collect), LOOK_MILLIS, LOOK_MILLIS);
        }
    }

    /** Saves what is counted. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
            usage.collect();
            usage.save();
        }
    }
}
