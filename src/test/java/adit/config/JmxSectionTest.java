package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.config.RemoteJmx.Role;
import adit.policy.Identity;
import adit.tls.Certificates;
import adit.tls.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section that opens JMX to operators who are not on this machine. */
final class JmxSectionTest {
    private static final Credential SERVER = Certificates.authority("Test").server("jmx.example");
    private static final String ALICE = "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0";
    private static final String ADDRESS = "address: '127.0.0.1:9010'";
    private static final String TLS = "tls: {keystore: jmx.p12, password_file: jmx.pass}";
    private static final String USERS = "htpasswd: users, access: roles";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.write(folder.resolve("jmx.p12"), Certificates.pkcs12("correct horse", SERVER));
        restrict("jmx.p12");
        write("jmx.pass", "correct horse");
        write("users", ALICE);
        write("roles", "control: alice");
    }

    @Test
    void byDefaultThereIsNone() throws Exception {
        assertThat(Loading.defaults().jmx()).isEmpty();
        assertThat(load("jmx:").jmx()).isEmpty();
    }

    @Test
    void aWholeSectionIsRead() throws Exception {
        Settings settings = load(section(ADDRESS, TLS, USERS));

        RemoteJmx jmx = settings.jmx().orElseThrow();
        assertThat(ListenAddress.text(jmx.address())).isEqualTo("127.0.0.1:9010");
        assertThat(jmx.operators().users().find("alice").flatMap(Role::of)).contains(Role.CONTROL);
        assertThat(settings.warnings(Instant.EPOCH))
                .singleElement()
                .asString()
                .startsWith("jmx: the certificate for 'CN=jmx.example' is not valid before ");
    }

    @ParameterizedTest
    @CsvSource({"monitor,MONITOR", "control,CONTROL", "monitor control,CONTROL"})
    void theGreatestRoleCounts(String groups, Role role) {
        assertThat(Role.of(new Identity("alice", Set.of(groups.split(" "))))).contains(role);
    }

    @Test
    void withoutTlsItIsRefused() throws IOException {
        assertThat(problems(section(ADDRESS, USERS)))
                .containsExactly(place() + "jmx.tls: found no certificate; allowed: keystore, or certificate and"
                        + " key: there is no JMX without TLS");
    }

    @Test
    void withoutPasswordsItIsRefused() throws IOException {
        assertThat(problems(section(ADDRESS, TLS, "access: roles")))
                .containsExactly(place()
                        + "jmx.htpasswd: found nothing; allowed: a file of passwords: there is no JMX without them");
    }

    @Test
    void withoutRolesItIsRefused() throws IOException {
        assertThat(problems(section(ADDRESS, TLS, "htpasswd: users")))
                .containsExactly(
                        place() + "jmx.access: found nothing; allowed: a file of the roles monitor and control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "0.0.0.0:9010", "[::]:9010", "224.0.0.1:9010", "9010"})
    void anAddressThatNobodyCanBeToldIsRefused(String address) throws IOException {
        assertThat(problems(section("address: '" + address + "'", TLS, USERS)))
                .singleElement()
                .asString()
                .contains(
                        "jmx.address: found '" + address + "'; allowed: one address of this machine and a port from 1");
    }

    @ParameterizedTest
    @CsvSource({"jmx.p12,jmx.tls.keystore", "jmx.pass,jmx.tls.password_file", "users,jmx.htpasswd", "roles,jmx.access"})
    void whatOthersMayReadIsRefused(String file, String key) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(problems(section(ADDRESS, TLS, USERS)))
                .singleElement()
                .asString()
                .contains(key + ": found '" + folder.resolve(file) + "', which every user of this machine may read")
                .endsWith("; allowed: a file that others may not read (chmod 600)");
    }

    @Test
    void whoHasNoRoleIsNamed() throws IOException {
        write("roles", "contorl: alice");

        assertThat(problems(section(ADDRESS, TLS, USERS)))
                .singleElement()
                .asString()
                .endsWith(
                        "jmx.access: found no role for 'alice'; allowed: a line 'monitor: NAME' or 'control: NAME' for"
                                + " each user of jmx.htpasswd");
    }

    @Test
    void aWrongLineOfTheUsersIsShown() throws IOException {
        write("users", "alice:plain");

        assertThat(problems(section(ADDRESS, TLS, USERS)))
                .singleElement()
                .asString()
                .startsWith(folder.resolve("users") + ":1: found plain text");
    }

    @Test
    void aChangeWaitsForARestart() throws Exception {
        Files.writeString(folder.resolve("adit.yaml"), "");
        LiveSettings settings = new LiveSettings(loader(), () -> Instant.EPOCH);
        Files.writeString(folder.resolve("adit.yaml"), section(ADDRESS, TLS, USERS));

        assertThat(settings.reload().message()).endsWith("needs a restart: jmx");
        assertThat(settings.current().jmx()).isEmpty();
    }

    private static String section(String... keys) {
        return "jmx: {" + String.join(", ", keys) + "}";
    }

    private String place() {
        return folder.resolve("adit.yaml") + ":1:16: ";
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(Optional.of(folder.resolve("adit.yaml")), Map.of(), Map.of());
    }

    private Settings load(String text) throws ConfigurationException {
        return loader().load(Loading.bytes(text));
    }

    private List<String> problems(String text) {
        return Loading.problems(loader(), Loading.bytes(text));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content + "\n");
        restrict(name);
    }

    private void restrict(String name) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
}
