package adit.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the configuration from its layers: command line before environment before file before defaults. Reads anew
 * each time it is asked, and keeps nothing in between. Safe for use by any thread.
 *
 * <p>Wherever a value stands, {@code ${env:NAME}} and {@code ${sys:NAME}} mean a variable of the environment and a
 * system property; a message about a value that does not fit shows them as they were written. Nothing else is
 * interpolated.
 */
public final class ConfigurationLoader {
    private final Optional<Path> file;
    private final Map<String, String> environment;
    private final Map<String, String> commandLine;

    /**
     * @param file where there is none, the defaults hold; one that is named must exist
     * @param environment the variables of the process: {@code ADIT_LIMITS_HEAD_SIZE} is {@code limits.head_size}. The
     *     elements of a list are separated by commas. {@code ADIT_LISTENERS_ADDRESS} and its like describe one
     *     listener, which takes the place of all others. Variables that do not look like a key are left alone
     * @param commandLine values by full key, such as {@code limits.head_size} or {@code listeners.address}, written as
     *     in the environment
     */
    public ConfigurationLoader(Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.commandLine = Map.copyOf(commandLine);
    }

    /** @throws ConfigurationException with everything that is wrong */
    public Settings load() throws ConfigurationException {
        Problems problems = new Problems();
        Optional<byte[]> content = file.flatMap(f -> bytes(f, problems));
        return settings(content, problems);
    }

    /** Reads a text as if it were the content of the file. */
    Settings load(byte[] content) throws ConfigurationException {
        return settings(Optional.of(content), new Problems());
    }

    private Settings settings(Optional<byte[]> content, Problems problems) throws ConfigurationException {
        Context context = new Context(problems, environment);
        TextLayer texts = new TextLayer(context);
        String source = file.map(Path::toString).orElse("");
        Map<String, Located<?>> fromFile = content.flatMap(new YamlTree(source, problems)::read)
                .map(new FileLayer(context)::read)
                .orElse(Map.of());
        Values values = new Values(List.of(
                texts.commandLine(commandLine), texts.environment(environment), fromFile, TextLayer.defaults(context)));
        Settings settings = new SettingsFactory(file, values, problems).settings();
        problems.throwIfAny();
        return settings;
    }

    private static Optional<byte[]> bytes(Path file, Problems problems) {
        Location location = Location.of(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.isDirectory(file)) {
                problems.add(location, "", "is a folder, not a file");
                return Optional.empty();
            }
            byte[] bytes = in.readNBytes(YamlTree.MAX_BYTES + 1);
            if (bytes.length > YamlTree.MAX_BYTES) {
                problems.add(location, "", "is larger than 1mb; long lists belong in the files of policy.block_lists");
                return Optional.empty();
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            problems.add(location, "", Shown.failure(e));
        }
        return Optional.empty();
    }
}
