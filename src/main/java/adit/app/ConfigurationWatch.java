package adit.app;

import adit.config.LiveSettings;
import adit.config.Reload;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reloads by itself when files change, as long as the settings in force ask for that. It has a thread of its own, and
 * only then: a network file system may keep it waiting. Safe for use by any thread.
 */
final class ConfigurationWatch implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ConfigurationWatch.class);

    private final LiveSettings settings;
    private Optional<Duration> interval = Optional.empty();
    private Timer timer;

    ConfigurationWatch(LiveSettings settings) {
        this.settings = settings;
    }

    /** Does as the settings in force say; to be called at the start and after each reload. */
    synchronized void follow() {
        if (settings.current().watchInterval().equals(interval)) {
            return;
        }
        close();
        interval = settings.current().watchInterval();
        interval.ifPresent(time -> {
            timer = new Timer("adit-watch", true);
            timer.schedule(look(), time.toMillis(), time.toMillis());
        });
    }

    private TimerTask look() {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    settings.reloadIfChanged().ifPresent(ConfigurationWatch::tell);
                } catch (RuntimeException e) {
                    LOG.error("The files of the configuration could not be looked at", e);
                }
            }
        };
    }

    private static void tell(Reload reload) {
        LOG.log(reload.isClean() ? Level.INFO : Level.WARN, "files changed: {}", reload.message());
    }

    @Override
    public synchronized void close() {
        interval = Optional.empty();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
