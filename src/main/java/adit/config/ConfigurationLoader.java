package adit.config;

import adit.lists.ListStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the configuration from its layers: command line before environment before file before defaults. Reads anew
 * each time it is asked, but for block lists that have not changed. Safe for use by any thread.
 *
 * <p>Wherever a value of these stands, {@code ${env:NAME}} and {@code ${sys:NAME}} mean a variable of the environment and a
 * system property; a message about a value that does not fit shows them as they were written. Nothing else is
 * interpolated.
 */
public final class ConfigurationLoader {
    private final Optional<Path> file;
    private final Map<String, String> environment;
    private final Map<String, String> commandLine;
    private final ListStore lists;

    /** As the other, without block lists from the web. */
    public ConfigurationLoader(Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
        this(file, environment, commandLine, ListStore.ofFiles());
    }

    /**
     * @param file where there is none, the defaults hold; one that is named must exist
     * @param environment the variables of the process: {@code ADIT_LIMITS_HEAD_SIZE} is {@code limits.head_size}. The
     *     elements of a list are separated by commas. {@code ADIT_LISTENERS_ADDRESS} and its like describe one
     *     listener, which takes the place of all others. Variables that do not look like a key are left alone
     * @param commandLine values by full key, such as {@code limits.head_size} or {@code listeners.address}, written as
     *     in the environment
     * @param lists where block lists come from
     */
    public ConfigurationLoader(
            Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine, ListStore lists) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.commandLine = Map.copyOf(commandLine);
        this.lists = lists;
    }

    /** Where the block lists of what it loads come from. */
    ListStore lists() {
        return lists;
    }

    /** @throws ConfigurationException with everything that is wrong */
    public Settings load() throws ConfigurationException {
        Reading reading = new Reading();
        return reading.settings(reading.file());
    }

    /** Reads a text as if it were the content of the file. */
    Settings load(byte[] content) throws ConfigurationException {
        Reading reading = new Reading();
        return reading.settings(reading.document(source(), content));
    }

    /**
     * Reads the file with the sections of another document in place of its own. The document refers to no variables, and of
     * files that only it names those below the {@link #folder} alone are read.
     *
     * @param name what problems call the document
     */
    Settings load(String name, byte[] document) throws ConfigurationException {
        checkStaged(name, document);
        Reading reading = new Reading();
        Optional<Node> root = reading.document(name, document);
        boolean readable = reading.problems.count() == 0;
        if (readable && (root.isEmpty() || Tag.NULL.equals(root.get().getTag()))) {
            reading.problems.add(Location.of(name), "", "has no sections");
        }
        return reading.settings(root.flatMap(sections -> Sections.over(reading.file(), sections)));
    }

    private void checkStaged(String name, byte[] document) throws ConfigurationException {
        Reading reading = new Reading();
        Optional<Node> root = reading.document(name, document);
        Problems problems = new Problems();
        root.ifPresent(node -> StagedText.check(node, problems));
        problems.throwIfAny();
        FileNames names = new FileNames(folder());
        root.map(new FileLayer(reading.context)::read).ifPresent(names::search);
        new StagedFiles(file).check(names.found(), files(), Location.of(name), problems);
        problems.throwIfAny();
    }

    /**
     * The content of another file below the {@link #folder}, which may be as large as the configuration.
     *
     * @throws ConfigurationException where it is elsewhere or cannot be read
     */
    byte[] content(Path other) throws ConfigurationException {
        Problems problems = new Problems();
        if (!new StagedFiles(file).isBelow(other)) {
            problems.add(Location.of(Shown.cut(other.toString())), "", "is not read: it is not " + StagedFiles.BELOW);
        }
        problems.throwIfAny();
        // Whatever is neither a file nor missing may never come to its end.
        if (Files.exists(other) && !Files.isRegularFile(other)) {
            problems.add(Location.of(other.toString()), "", "is not a file");
        }
        problems.throwIfAny();
        Optional<byte[]> content = bytes(other, problems);
        problems.throwIfAny();
        return content.orElseThrow();
    }

    /** Where the names of other files start: the working directory where there is no file. */
    Path folder() {
        return file.map(Path::getParent).orElse(Path.of(""));
    }

    /** The file, and those that it names as far as it can be understood; they need not be there. */
    Set<Path> files() {
        Reading reading = new Reading();
        FileNames names = new FileNames(folder());
        reading.layers(reading.file()).forEach(names::search);
        return Stream.concat(file.stream(), names.found().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private String source() {
        return file.map(Path::toString).orElse("");
    }

    /** One reading, with all that is wrong about it. */
    private final class Reading {
        final Problems problems = new Problems();
        private final Context context = new Context(problems, environment);

        Optional<Node> file() {
            return file.flatMap(f -> bytes(f, problems)).flatMap(content -> document(source(), content));
        }

        Optional<Node> document(String name, byte[] content) {
            return new YamlTree(name, problems).read(content);
        }

        /** The layers above the defaults, strongest first. */
        List<Map<String, Located<?>>> layers(Optional<Node> root) {
            TextLayer texts = new TextLayer(context);
            return List.of(
                    texts.commandLine(commandLine),
                    texts.environment(environment),
                    root.map(new FileLayer(context)::read).orElse(Map.of()));
        }

        Settings settings(Optional<Node> root) throws ConfigurationException {
            List<Map<String, Located<?>>> layers = new ArrayList<>(layers(root));
            layers.add(TextLayer.defaults(context));
            Settings settings = new SettingsFactory(file, lists, new Values(layers), problems).settings();
            problems.throwIfAny();
            return settings.with(EffectiveValues.of(root, environment, commandLine));
        }
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
