package adit.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** The JVM's own port of JMX, which system properties open. It is refused where it would let in whoever comes. */
final class JvmAgent {
    private static final String AGENT = "com.sun.management.jmxremote";
    private static final String FILE = "com.sun.management.config.file";

    /** Stands before the properties of a server that is only checked. */
    private static final String OF_SERVER = "adit.server.";

    private JvmAgent() {}

    /** @throws StartupException of code NOT_CONFIGURED */
    static void check(Properties system) throws StartupException {
        Properties agent = new Properties();
        String file = find(system, FILE);
        if (file != null) {
            agent.putAll(read(Path.of(file)));
        }
        Stream.of(".port", ".ssl", ".authenticate")
                .map(AGENT::concat)
                .filter(key -> find(system, key) != null)
                .forEach(key -> agent.setProperty(key, find(system, key)));
        if (agent.getProperty(AGENT + ".port") != null) {
            require(agent, AGENT + ".ssl", "TLS");
            require(agent, AGENT + ".authenticate", "passwords");
        }
    }

    private static String find(Properties system, String key) {
        return system.getProperty(key, system.getProperty(OF_SERVER + key));
    }

    /** Both are on where they are not set. */
    private static void require(Properties agent, String key, String what) throws StartupException {
        if (!Boolean.parseBoolean(agent.getProperty(key, "true"))) {
            throw new StartupException(
                    ExitCode.NOT_CONFIGURED,
                    key + ": found '" + agent.getProperty(key) + "', which opens JMX without " + what
                            + "; allowed: true, or the section jmx of the configuration in its place");
        }
    }

    private static Properties read(Path file) throws StartupException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(ExitCode.NOT_CONFIGURED, FILE + ": '" + file + "' cannot be read: " + e);
        }
    }
}
