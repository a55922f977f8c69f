package adit.app;

import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.config.Settings;
import adit.net.ListenException;
import adit.time.WallClock;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import java.util.Optional;

/** Where the process meets the configuration and the server. */
final class Wiring {
    private Wiring() {}

    /** @throws StartupException of code NOT_CONFIGURED, with one line for each problem of the configuration */
    static Settings load(Optional<Path> file, Map<String, String> overrides) throws StartupException {
        try {
            return loader(file, overrides).load();
        } catch (ConfigurationException e) {
            throw new StartupException(ExitCode.NOT_CONFIGURED, e.getMessage());
        }
    }

    /**
     * Reads the settings to serve by, and has the JVM keep the answers of its resolver as long as they say. The JVM reads
     * that property once, when it first looks up a name; Log4j does so with the first logger. So nothing may log before.
     *
     * @throws StartupException as {@link #load}
     */
    static LiveSettings settings(Optional<Path> file, Map<String, String> overrides) throws StartupException {
        try {
            LiveSettings settings = new LiveSettings(loader(file, overrides), WallClock.SYSTEM);
            long seconds = settings.current().dnsCacheTtl().toSeconds();
            Security.setProperty("networkaddress.cache.ttl", Long.toString(seconds));
            return settings;
        } catch (ConfigurationException e) {
            throw new StartupException(ExitCode.NOT_CONFIGURED, e.getMessage());
        }
    }

    /** @throws StartupException of code FAILED where a listener cannot be bound; none is left open then */
    static RunningServer start(LiveSettings settings) throws StartupException {
        try {
            return new ProxyServer(settings);
        } catch (ListenException e) {
            throw StartupException.cannotListen(e);
        }
    }

    private static ConfigurationLoader loader(Optional<Path> file, Map<String, String> overrides) {
        return new ConfigurationLoader(file, System.getenv(), overrides);
    }
}
