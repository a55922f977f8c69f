package adit.management;

import adit.time.WallClock;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;

/** What an MBean notifies of. Safe for use by any thread. */
final class Notices {
    private final ObjectName source;
    private final WallClock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final NotificationBroadcasterSupport emitter;

    /** @param source the name of the MBean */
    Notices(ObjectName source, WallClock clock, MBeanNotificationInfo... kinds) {
        this.source = source;
        this.clock = clock;
        this.emitter = new NotificationBroadcasterSupport(kinds);
    }

    /** @param description one sentence: of what, and how often */
    static MBeanNotificationInfo kind(String type, String description) {
        return new MBeanNotificationInfo(new String[] {type}, Notification.class.getName(), description);
    }

    NotificationEmitter emitter() {
        return emitter;
    }

    /** @param message one line */
    void send(String type, String message) {
        long number = sequence.incrementAndGet();
        emitter.sendNotification(
                new Notification(type, source, number, clock.now().toEpochMilli(), Text.escape(message)));
    }
}
