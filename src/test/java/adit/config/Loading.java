package adit.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to load a text as the file {@code adit.yaml}. */
final class Loading {
    /** A further authentication, for listeners that name it. */
    static final String STAFF =
            "authentications: {staff: {htpasswd: src/test/resources/config/users.htpasswd, realm: Staff}}";

    private Loading() {}

    static ConfigurationLoader loader(Map<String, String> environment, Map<String, String> commandLine) {
        return new ConfigurationLoader(Optional.of(Path.of("adit.yaml")), environment, commandLine);
    }

    static byte[] bytes(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    static Settings load(String... lines) throws ConfigurationException {
        return loader(Map.of(), Map.of()).load(bytes(lines));
    }

    static Settings defaults() throws ConfigurationException {
        return new ConfigurationLoader(Optional.empty(), Map.of(), Map.of()).load();
    }

    /** The problems of a text, one a line. */
    static List<String> problems(String... lines) {
        return problems(loader(Map.of(), Map.of()), bytes(lines));
    }

    static List<String> problems(ConfigurationLoader loader, byte[] content) {
        return lines(catchThrowableOfType(ConfigurationException.class, () -> loader.load(content)));
    }

    static List<String> problems(ConfigurationLoader loader) {
        return lines(catchThrowableOfType(ConfigurationException.class, loader::load));
    }

    private static List<String> lines(ConfigurationException e) {
        return e == null
                ? List.of()
                : e.problems().stream().map(Problem::toString).toList();
    }
}
