package adit.management;

import adit.account.DrainProgress;
import adit.time.WallClock;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;

/** Notifies of each drain that is over. Safe for use by any thread. */
final class DrainNotice {
    /** The type of the notifications. */
    static final String FINISHED = "adit.drain.finished";

    private final ObjectName source;
    private final WallClock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport(new MBeanNotificationInfo(
            new String[] {FINISHED}, Notification.class.getName(), "A drain is over: no tunnel is left."));

    DrainNotice(ObjectName source, WallClock clock) {
        this.source = source;
        this.clock = clock;
    }

    NotificationEmitter emitter() {
        return emitter;
    }

    void send(DrainProgress end) {
        emitter.sendNotification(new Notification(
                FINISHED,
                source,
                sequence.incrementAndGet(),
                clock.now().toEpochMilli(),
                "drained since " + end.startedAt() + ": " + end));
    }
}
