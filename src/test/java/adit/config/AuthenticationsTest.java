package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections that say who may use a listener. */
final class AuthenticationsTest {
    private static final String ALICE = "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void users() throws IOException {
        write("users", ALICE);
        write("groups", "staff: alice");
    }

    @Test
    void byDefaultNobodyIsAsked() throws Exception {
        assertThat(Loading.defaults().realmOf("main")).isEmpty();
    }

    @Test
    void theFilesLieInTheFolderOfTheConfiguration() throws Exception {
        Settings settings = load("authentication: {htpasswd: users, groups: groups, realm: Adit at home}");

        assertThat(settings.realmOf("main").orElseThrow().name()).isEqualTo("Adit at home");
        assertThat(settings.realmOf("main").orElseThrow().users().size()).isEqualTo(1);
        assertThat(settings.warnings(Instant.EPOCH)).isEmpty();
    }

    @Test
    void groupsAndRealmMayBeLeftOut() throws Exception {
        assertThat(load("authentication: {htpasswd: users}")
                        .realmOf("main")
                        .orElseThrow()
                        .name())
                .isEqualTo("Adit");
    }

    @Test
    void aListenerThatAsksMayBeOpenToOthers() throws Exception {
        assertThat(load("listeners: [{address: '0.0.0.0:8080'}]", "authentication: {htpasswd: users}")
                        .listeners())
                .hasSize(1);
    }

    @Test
    void aListenerOfModeTcpAsksNobodyAndMayNot() throws IOException {
        assertThat(problems(
                        "listeners: [{address: '0.0.0.0:5432', mode: tcp, destination: 'db.example:5432'}]",
                        "authentication: {htpasswd: users}"))
                .singleElement()
                .asString()
                .contains("found '0.0.0.0:5432', open to everyone")
                .endsWith("allowed: a loopback address, a policy whose rules name clients, or open_proxy: true");
    }

    @Test
    void eachListenerAsksForTheUsersThatItNames() throws Exception {
        write("staff", ALICE, ALICE.replace("alice", "bob"));

        Settings settings = load(
                "listeners:",
                "  - {name: main, address: '127.0.0.1:1'}",
                "  - {name: staff, address: '127.0.0.1:2', authentication: staff}",
                "  - {name: free, address: '127.0.0.1:3', authentication: none}",
                "  - {name: db, address: '127.0.0.1:4', mode: tcp, destination: 'db.example:5432'}",
                "authentication: {htpasswd: users, realm: All}",
                "authentications: {staff: {htpasswd: staff, groups: groups}}");

        assertThat(settings.authentications()).containsOnlyKeys("default", "staff");
        assertThat(settings.realmOf("main").orElseThrow().name()).isEqualTo("All");
        assertThat(settings.realmOf("staff").orElseThrow().name()).isEqualTo("Adit");
        assertThat(settings.realmOf("staff").orElseThrow().users().size()).isEqualTo(2);
        assertThat(settings.realmOf("free")).isEmpty();
        assertThat(settings.realmOf("db")).isEmpty();
    }

    @Test
    void aNamedOneHasUsers() throws IOException {
        String missing = ".htpasswd: found nothing; allowed: a file name";
        assertThat(problems("authentications: {a: {}, b: , c: {realm: C}}"))
                .containsExactly(
                        file + ":1:19: authentications.a" + missing,
                        file + ":1:26: authentications.b" + missing,
                        file + ":1:31: authentications.c" + missing,
                        file
                                + ":1:42: authentications.c.realm: found 'C'; allowed: only with authentications.c.htpasswd");
    }

    @Test
    void aProblemOfANamedOneHasItsNameAndIsTheOnlyOne() throws IOException {
        assertThat(problems(
                        "listeners: [{authentication: staff, address: '0.0.0.0:8080'}]",
                        "authentications: {staff: {htpasswd: none}}"))
                .containsExactly(file + ":2:37: authentications.staff.htpasswd: '" + folder.resolve("none")
                        + "' does not exist");
        assertThat(problems("authentications: {staff: {htpasswd: []}}"))
                .containsExactly(
                        file + ":1:37: authentications.staff.htpasswd: found an empty list; allowed: a file name");
    }

    @Test
    void whatIsWrittenWithoutUsersIsRefused() throws IOException {
        assertThat(problems("authentication: {groups: groups, realm: Adit}"))
                .containsExactly(
                        file
                                + ":1:26: authentication.groups: found 'groups'; allowed: only with authentication.htpasswd",
                        file + ":1:41: authentication.realm: found 'Adit'; allowed: only with authentication.htpasswd");
    }

    @Test
    void filesThatDoNotExistAreReportedWhereTheyAreNamed() throws IOException {
        assertThat(problems("authentication:", "  htpasswd: none"))
                .containsExactly(
                        file + ":2:13: authentication.htpasswd: '" + folder.resolve("none") + "' does not exist");
        assertThat(problems("authentication:", "  htpasswd: users", "  groups: none"))
                .containsExactly(
                        file + ":3:11: authentication.groups: '" + folder.resolve("none") + "' does not exist");
        assertThat(problems("authentication: {htpasswd: \"a\\0b\"}")).hasSize(1);
    }

    @Test
    void aWrongLineIsReportedWithItsOwnFile() throws IOException {
        write("users", ALICE + "\nbob:hunter2");

        assertThat(problems("authentication: {htpasswd: users}"))
                .singleElement()
                .asString()
                .startsWith(folder.resolve("users") + ":2: found plain text, DES crypt or an unknown scheme")
                .doesNotContain("hunter2");
    }

    @Test
    void aRealmCanBeQuoted() throws IOException {
        for (String realm :
                new String[] {"'say \"x\"'", "'back\\slash'", "zürich", "\"a\\nb\"", "''", "x".repeat(65)}) {
            assertThat(problems("authentication: {htpasswd: users, realm: " + realm + "}"))
                    .singleElement()
                    .asString()
                    .contains("authentication.realm: found")
                    .endsWith("allowed: 1 to 64 printing ASCII characters and blanks, without \" and \\");
        }
    }

    @Test
    void aFileWithoutUsersDeservesAWarning() throws Exception {
        write("users", "# nobody yet");

        assertThat(load("authentication: {htpasswd: users}").warnings(Instant.EPOCH))
                .containsExactly("authentication default lets nobody in: its file has no users");
    }

    @Test
    void aReloadReadsTheUsersAnew() throws Exception {
        LiveSettings live = live("authentication: {htpasswd: users}");
        assertThat(live.reload().applied()).isEmpty();
        write("users", ALICE + "\n" + ALICE.replace("alice", "bob"));

        assertThat(live.reload().applied()).containsExactly("authentication (users: 2)");
        assertThat(live.current().realmOf("main").orElseThrow().users().size()).isEqualTo(2);
    }

    @Test
    void aReloadBeginsToAskAtOnceButDoesNotStopBeforeTheNextStart() throws Exception {
        LiveSettings live = live("");
        write("adit.yaml", "authentication: {htpasswd: users}");
        Reload begun = live.reload();
        assertThat(begun.applied()).containsExactly("authentication (users: 1)", "listeners.authentication");
        assertThat(begun.pending()).isEmpty();

        write("adit.yaml", "");
        Reload ended = live.reload();
        assertThat(ended.applied()).isEmpty();
        assertThat(ended.pending()).containsExactly("listeners.authentication");
        assertThat(live.current().realmOf("main")).isPresent();
    }

    private Settings load(String... lines) throws Exception {
        return loader(lines).load();
    }

    private LiveSettings live(String... lines) throws Exception {
        return new LiveSettings(loader(lines), java.time.Instant::now);
    }

    private Iterable<String> problems(String... lines) throws IOException {
        return Loading.problems(loader(lines));
    }

    private ConfigurationLoader loader(String... lines) throws IOException {
        file = write("adit.yaml", lines);
        return new ConfigurationLoader(Optional.of(file), Map.of(), Map.of());
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }
}
