package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Manual;
import adit.accesslog.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/configuration.md} has every key, with what the schema says of it, and an example. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationManualTest {
    private static final String PAGE = "configuration.md";

    private static final List<Key<?>> OF_A_BLOCK_LIST = List.of(
            BlockListType.NAME,
            BlockListType.FILE,
            BlockListType.URL,
            BlockListType.FORMAT,
            BlockListType.REFRESH,
            BlockListType.MAX_SIZE,
            BlockListType.MAX_ENTRIES);

    private ExampleFiles files;
    private final Map<Change, Boolean> known = new HashMap<>();

    @BeforeAll
    void makeFiles(@TempDir Path folder) throws Exception {
        files = ExampleFiles.in(folder);
    }

    @Test
    void everyKeyIsInAnExampleOfThePage() throws Exception {
        assertThat(written().keySet()).containsAll(paths().toList());
    }

    private static Stream<String> paths() {
        return Stream.concat(
                Schema.keys().stream().map(Key::path),
                OF_A_BLOCK_LIST.stream().map(ConfigurationManualTest::pathInBlockList));
    }

    private static String pathInBlockList(Key<?> key) {
        return "policy.block_lists[]." + key.name();
    }

    /** What the examples of the page give to the keys, the first one of each. */
    private Map<String, String> written() throws Exception {
        Map<String, String> written = new HashMap<>();
        for (String text : Manual.blocks(Manual.page(PAGE), "yaml")) {
            for (EffectiveValue value : files.loader(text, Map.of()).load().values()) {
                if (!value.isDefault()) {
                    written.putIfAbsent(value.key().replaceAll("\\[\\d+]", "[]"), value.value());
                }
            }
            if (text.contains("block_lists:")) {
                OF_A_BLOCK_LIST.stream()
                        .filter(key -> Pattern.compile("\\b" + key.name() + ":")
                                .matcher(text)
                                .find())
                        .forEach(key -> written.put(pathInBlockList(key), ""));
            }
        }
        return written;
    }

    @Test
    void thePageListsTheKeys() throws Exception {
        Map<String, String> written = written();
        Map<String, List<Key<?>>> sections = Schema.keys().stream()
                .collect(Collectors.groupingBy(
                        key -> key.path().replaceFirst("[.\\[].*", ""), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Key<?>>> section : sections.entrySet()) {
            List<String> lines =
                    new ArrayList<>(Manual.head("key", "meaning", "allowed", "default", "a change takes a"));
            for (Key<?> key : section.getValue()) {
                lines.add(row(key.path(), key, waitsForARestart(key, written) ? "restart" : "reload"));
                if (key.equals(Schema.BLOCK_LISTS)) {
                    OF_A_BLOCK_LIST.forEach(part -> lines.add(row(pathInBlockList(part), part, "reload")));
                }
            }
            Manual.assertTells(PAGE, "keys of " + section.getKey(), lines);
        }
    }

    @Test
    void thePageListsTheFieldsOfTheAccessLog() throws IOException {
        String fields = Layout.fields().stream().map(Manual::code).collect(Collectors.joining(" "));
        Manual.assertTells(PAGE, "fields of the access log", List.of("Fields: " + fields + "."));
    }

    private static String row(String path, Key<?> key, String change) {
        return Manual.row(
                Manual.code(path),
                Manual.plain(key.description()),
                Manual.plain(key.type().allowed()),
                key.usual()
                        .map(text -> Manual.code(text.isEmpty() ? "[]" : text))
                        .orElse("not set"),
                change);
    }

    /** What a reload says that has another value of the key. */
    private boolean waitsForARestart(Key<?> key, Map<String, String> written) throws Exception {
        if (key.equals(Schema.OPEN_PROXY)) {
            // It is asked while a configuration is checked, and no part of what runs.
            return false;
        }
        Change change = Change.of(key, written);
        if (!known.containsKey(change)) {
            known.put(change, waitsForARestart(change));
        }
        return known.get(change);
    }

    private boolean waitsForARestart(Change change) throws Exception {
        Settings before = files.loader(change.file(), change.before()).load();
        Settings read = files.loader(change.file(), change.after()).load();
        Settings next = NextSettings.of(before, read);
        boolean applied = !Changes.applied(before, next).isEmpty();
        boolean pending = !Changes.pending(next, read).isEmpty();
        assertThat(applied ^ pending)
                .as("one of two things is said of the reload of %s over %s", change.after(), change.before())
                .isTrue();
        return pending;
    }

    /** A file, and what stands before it until a reload, and from then on. */
    private record Change(String file, Map<String, String> before, Map<String, String> after) {
        private static final String TLS = "listeners.tls.";
        private static final Map<String, String> HTTPS =
                Map.of("listeners.mode", "https", TLS + "certificate", "server.pem", TLS + "key", "server.key");
        private static final Map<String, String> JMX = Map.of(
                "jmx.address", "127.0.0.1:9010",
                "jmx.tls.certificate", "server.pem",
                "jmx.tls.key", "server.key",
                "jmx.htpasswd", "jmx/htpasswd",
                "jmx.access", "jmx/access");
        private static final String OTHERS = """
                policies: {guests: {mode: report}}
                authentications: {staff: {htpasswd: users.htpasswd}}
                policy: {rules: [{id: night, action: allow, hours: '22:00-06:00'}]}
                """;

        /** Of what a reload looks at as a whole, one key that is easily changed stands for all. */
        static Change of(Key<?> key, Map<String, String> written) {
            String flat = key.flat();
            String value = written.get(key.path());
            if (flat.startsWith(TLS)) {
                return new Change("", HTTPS, TLS + "client_identity", "san");
            }
            if (flat.startsWith("authentication.")) {
                return new Change("", Map.of("authentication.htpasswd", "users.htpasswd"), "authentication.realm", "X");
            }
            if (flat.startsWith(JmxKeys.SECTION)) {
                return new Change("", Map.of(), JMX);
            }
            return switch (flat) {
                case "listeners.name", "listeners.address", "listeners.mode", "listeners.destination" ->
                    new Change("", Map.of(), "listeners.address", "127.0.0.1:0");
                case "listeners.policy", "listeners.authentication", "policy.time_zone" ->
                    new Change(OTHERS, Map.of(), flat, value);
                case "reload.interval" -> new Change("", Map.of("reload.watch", "true"), flat, value);
                case "access_log.layout" ->
                    new Change("", Map.of("access_log.format", "custom", flat, "{time}"), flat, value);
                case "limits.new_tunnels_burst" ->
                    new Change("", Map.of("limits.new_tunnels_per_second_per_client", "5"), flat, value);
                case "client_connection.tcp.user_timeout", "target_connection.tcp.user_timeout" ->
                    new Change("", Map.of(), flat.replace("user_timeout", "nodelay"), "false");
                default ->
                    flat.startsWith("policy.rules.")
                            ? new Change(OTHERS, Map.of(), "policy.time_zone", "Asia/Tokyo")
                            : new Change("", Map.of(), flat, value);
            };
        }

        private Change(String file, Map<String, String> before, String key, String value) {
            this(file, before, with(before, key, value));
        }

        private static Map<String, String> with(Map<String, String> before, String key, String value) {
            Map<String, String> after = new HashMap<>(before);
            after.put(key, value);
            return after;
        }
    }

    @Test
    void everyKeyThatAPageNamesIsThere() throws IOException {
        Set<String> known = Stream.concat(paths(), Schema.root().paths())
                .map(path -> path.replaceAll("\\[]|\\{}", ""))
                .collect(Collectors.toSet());
        Pattern looksLikeOne =
                Pattern.compile("(" + String.join("|", Schema.root().names()) + ")(\\.[a-z_]+)+");
        Set<String> unknown = new TreeSet<>();
        for (Path page : Manual.pages()) {
            Manual.words(page).stream()
                    .filter(word -> looksLikeOne.matcher(word).matches() && !known.contains(word))
                    .map(word -> page + ": " + word)
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }
}
