package adit.admin;

import adit.account.LiveListener;
import adit.config.AdminSettings;
import adit.config.LiveSettings;
import adit.config.Settings;
import adit.management.ServerStatus;
import java.util.List;
import java.util.Optional;

/** The proxy auto-configuration file of the listeners that accept clients now, by the settings in force. */
final class PacPages {
    private static final String TYPE = "application/x-ns-proxy-autoconfig";

    private final ServerStatus status;
    private final LiveSettings settings;

    PacPages(ServerStatus status, LiveSettings settings) {
        this.status = status;
        this.settings = settings;
    }

    /** Whether it is for browsers, too, that look for a proxy by themselves. */
    boolean isOffered() {
        return settings.current().admin().pac().wpad();
    }

    /** A file without a proxy would send browsers past it; so there is none then. */
    Reply proxyPac() {
        Settings now = settings.current();
        AdminSettings.Pac pac = now.admin().pac();
        List<String> proxies = status.listeners().stream()
                .filter(listener -> listener.state() == LiveListener.State.LISTENING)
                .flatMap(listener -> proxy(listener, now, pac).stream())
                .toList();
        return proxies.isEmpty()
                ? Reply.text(503, "no listener for browsers accepts clients")
                : new Reply(200, TYPE, new PacFile(proxies, pac.direct()).text());
    }

    private static Optional<String> proxy(LiveListener listener, Settings now, AdminSettings.Pac pac) {
        return switch (now.listener(listener.name()).mode()) {
            case HTTP -> Optional.of(PacFile.proxy("PROXY", listener.address(), pac.host()));
            case HTTPS -> Optional.of(PacFile.proxy("HTTPS", listener.address(), pac.host()));
            case TCP -> Optional.empty();
        };
    }
}
