package adit.management;

import adit.config.LiveSettings;
import adit.time.WallClock;
import java.time.Instant;
import javax.management.MBeanNotificationInfo;

/** Notifies of each certificate of a listener that should be replaced. Safe for use by any thread. */
final class CertificateWatch {
    /** The type of the notifications. */
    static final String EXPIRY = "adit.certificate.expiry";

    private final String listener;
    private final LiveSettings settings;
    private final WallClock clock;
    private final Notices notices;

    CertificateWatch(String listener, LiveSettings settings, WallClock clock, Notices notices) {
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
    }

    static MBeanNotificationInfo kind() {
        return Notices.kind(
                EXPIRY,
                "A certificate has expired, does within 30 days, or is not valid yet: after each reload, and once a day.");
    }

    /** Sends a notification for each certificate that there is something to say of. */
    void look() {
        Instant now = clock.now();
        settings.current().listener(listener).tls().stream()
                .flatMap(tls -> tls.certificates().stream())
                .flatMap(certificate -> certificate.warning(now).stream())
                .forEach(warning -> notices.send(EXPIRY, warning));
    }
}
