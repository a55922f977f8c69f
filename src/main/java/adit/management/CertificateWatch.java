package adit.management;

import adit.config.LiveSettings;
import adit.time.WallClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;

/** Notifies of each certificate of a listener that should be replaced. Safe for use by any thread. */
final class CertificateWatch {
    /** The type of the notifications. */
    static final String VALIDITY = "adit.certificate.validity";

    private final ObjectName source;
    private final String listener;
    private final LiveSettings settings;
    private final WallClock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport(new MBeanNotificationInfo(
            new String[] {VALIDITY},
            Notification.class.getName(),
            "A certificate has expired, does within 30 days, or is not valid yet: after each reload, and once a day."));

    /** @param source the name of the listener's MBean */
    CertificateWatch(ObjectName source, String listener, LiveSettings settings, WallClock clock) {
        this.source = source;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
    }

    NotificationEmitter emitter() {
        return emitter;
    }

    /** Sends a notification for each certificate that there is something to say of. */
    void look() {
        Instant now = clock.now();
        settings.current().listener(listener).tls().stream()
                .flatMap(tls -> tls.certificates().stream())
                .flatMap(certificate -> certificate.warning(now).stream())
                .map(warning -> new Notification(
                        VALIDITY, source, sequence.incrementAndGet(), now.toEpochMilli(), Text.escape(warning)))
                .forEach(emitter::sendNotification);
    }
}
