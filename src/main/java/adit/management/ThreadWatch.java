package adit.management;

import adit.account.LiveThread;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanNotificationInfo;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Notifies of an I/O thread that serves nobody else because something takes too long. For one thread at a time. */
final class ThreadWatch {
    /** The type of the notifications. */
    static final String STALLED = "adit.thread.stalled";

    private static final Logger LOG = LogManager.getLogger(ThreadWatch.class);
    private static final long TOO_LONG = TimeUnit.SECONDS.toNanos(1);

    private final List<LiveThread> threads;
    private final Notices notices;
    private final Set<LiveThread> stalled = new HashSet<>();

    ThreadWatch(List<LiveThread> threads, Notices notices) {
        this.threads = threads;
        this.notices = notices;
    }

    static MBeanNotificationInfo kind() {
        return Notices.kind(
                STALLED,
                "An I/O thread has been busy with one thing for more than a second: once each time; the log tells where it is.");
    }

    /** To be called about once a second. */
    void look() {
        for (LiveThread thread : threads) {
            long nanos = thread.busyNanos();
            if (nanos <= TOO_LONG) {
                stalled.remove(thread);
            } else if (stalled.add(thread)) {
                tell(thread, TimeUnit.NANOSECONDS.toMillis(nanos));
            }
        }
    }

    private void tell(LiveThread thread, long millis) {
        String fact = "I/O thread " + thread.name() + " has served nobody else for " + millis + " ms";
        LOG.warn(
                "{}: it is at {}", fact, thread.position().map(Object::toString).orElse("a place unknown"));
        notices.send(STALLED, fact);
    }
}
