package adit.app;

import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.LiveSettings;
import adit.config.Settings;
import adit.dns.DnsSettings;
import adit.lists.HttpsDownload;
import adit.lists.ListStore;
import adit.net.ListenException;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the process meets the configuration and the server. */
final class Wiring {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private Wiring() {}

    /** @throws StartupException of code NOT_CONFIGURED, with one line for each problem of the configuration, or for the JVM's own port of JMX */
    static Settings load(Optional<Path> file, Map<String, String> overrides) throws StartupException {
        JvmAgent.check(System.getProperties());
        try {
            return loader(file, overrides).load();
        } catch (ConfigurationException e) {
            throw new StartupException(ExitCode.NOT_CONFIGURED, e.getMessage());
        }
    }

    /**
     * Reads the settings to serve by, and has the JVM keep no answers of its resolver: the cache in front of it does. The
     * JVM reads these properties once, when it first looks up a name; Log4j does so with the first logger. So nothing may
     * log before.
     *
     * @throws StartupException as {@link #load}
     */
    static LiveSettings settings(Optional<Path> file, Map<String, String> overrides) throws StartupException {
        JvmAgent.check(System.getProperties());
        try {
            LiveSettings settings = new LiveSettings(loader(file, overrides), WallClock.SYSTEM);
            if (settings.current().dns().resolver() == DnsSettings.Mode.SYSTEM) {
                Security.setProperty("networkaddress.cache.ttl", "0");
                Security.setProperty("networkaddress.cache.negative.ttl", "0");
            }
            return settings;
        } catch (ConfigurationException e) {
            throw new StartupException(ExitCode.NOT_CONFIGURED, e.getMessage());
        }
    }

    /** @throws StartupException of code FAILED where a listener cannot be bound; none is left open then */
    static RunningServer start(LiveSettings settings, Succession succession) throws StartupException {
        try {
            return AdministeredServer.start(settings, ProcessPorts.own(), succession);
        } catch (ListenException e) {
            throw StartupException.cannotListen(e);
        } catch (IOException e) {
            throw new StartupException(ExitCode.FAILED, "the quotas of users: " + e.getMessage());
        }
    }

    static ConfigurationLoader loader(Optional<Path> file, Map<String, String> overrides) {
        Path copies = Path.of(System.getProperty("adit.base", ""), "run", "lists");
        ListStore lists = new ListStore(copies, new HttpsDownload(Wiring::httpClient), WallClock.SYSTEM, Ticker.SYSTEM);
        return new ConfigurationLoader(file, System.getenv(), overrides, lists);
    }

    /** Its threads end with it; so little is downloaded that it is not kept. */
    private static HttpClient httpClient() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }
}
