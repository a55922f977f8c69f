package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.management.JMException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.789Z");

    @TempDir
    private Path folder;

    private Path file;
    private Optional<Instant> now = Optional.of(NOON);
    private ManagedModel model;
    private AuditLog audit;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("adit.yaml");
        write("");
        model = new ManagedModel(Optional.of(file), () -> now.orElseThrow());
        audit = AuditLog.open();
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @Test
    void theRulesInForceAreShown() throws Exception {
        Files.writeString(folder.resolve("ads.txt"), "ads.example\n*.tracker.example\n");
        write("""
                target_connection: {allowed_targets: '(^|\\.)example\\.com:443$'}
                policy:
                  allowed_ports: {connect: [8443, 443]}
                  allowed_addresses: ["127.0.0.0/8"]
                  block_lists: ["ads.txt"]
                """);
        reload();

        assertThat(get("AllowedTargets")).isEqualTo("(^|\\.)example\\.com:443$");
        assertThat(get("AllowedPorts")).isEqualTo("443, 8443");
        assertThat((String[]) get("AllowedAddresses")).containsExactly("127.0.0.0/8");
        assertThat(get("BlockedNames")).isEqualTo(2);
    }

    @Test
    void aRuleThatIsNotSetSaysWhatDecidesInstead() throws Exception {
        assertThat(get("AllowedPorts")).isEqualTo("443");
        assertThat(get("AllowedTargets")).isEqualTo("not set: AllowedPorts and Rules decide");
        write("target_connection: {allowed_targets: 'example'}");
        reload();
        assertThat(get("AllowedPorts")).isEqualTo("not set: AllowedTargets and Rules decide");
        assertThat(get("AllowedTargets")).isEqualTo("example");
    }

    @Test
    void eachPolicyIsARowWithItsRules() throws Exception {
        write("""
                policy:
                  rules:
                  - {id: no-mail, action: deny, ports: [25]}
                  - {id: staff, action: allow, groups: [staff]}
                policies:
                  guests: {allowed_targets: 'example', allowed_ports: {http: [80]}, allowed_addresses: [127.0.0.1]}
                """);
        reload();

        assertThat((String[]) get("Rules")).containsExactly("no-mail: deny ports 25", "staff: allow groups staff");
        assertThat((CompositeData[]) get("Policies"))
                .extracting(row -> row.get("name"))
                .containsExactly("default", "guests");
        CompositeData guests = ((CompositeData[]) get("Policies"))[1];
        assertThat((String[]) guests.get("rules")).isEmpty();
        assertThat(guests.get("allowedTargets")).isEqualTo("example");
        assertThat(guests.get("allowedConnectPorts")).isEqualTo("not set");
        assertThat(guests.get("allowedHttpPorts")).isEqualTo("80");
        assertThat((String[]) guests.get("allowedAddresses")).containsExactly("127.0.0.1/32");
        assertThat(guests.get("blockedNames")).isEqualTo(0);
    }

    @Test
    void theModeIsShownAndWhatAReportingPolicyWouldDenyIsCounted() throws Exception {
        assertThat(get("Mode")).isEqualTo("enforce");
        assertThat(get("WouldDenyTotal")).isEqualTo(0L);
        write("policies: {trial: {mode: report}}");
        reload();
        model.registry.wouldDeny("main");

        assertThat((CompositeData[]) get("Policies"))
                .extracting(row -> row.get("mode"))
                .containsExactly("enforce", "report");
        assertThat(get("WouldDenyTotal")).isEqualTo(1L);
    }

    @Test
    void allPortsReadAsAny() throws Exception {
        write("policy: {allowed_ports: {connect: any}}");
        reload();

        assertThat(get("AllowedPorts")).isEqualTo("any");
    }

    @Test
    void beforeTheFirstReloadNothingFailed() throws JMException {
        assertThat(get("Generation")).isEqualTo(1L);
        assertThat(get("LastReload")).isEqualTo("none since the start");
        assertThat(get("LastReloadSucceeded")).isEqualTo(true);
    }

    @Test
    void aReloadThatSucceedsChangesTheGeneration() throws JMException {
        assertThat(reload()).isEqualTo("generation 2 in force; nothing changed");
        assertThat(get("Generation")).isEqualTo(2L);
        assertThat(get("LastReload")).isEqualTo("2026-11-23T12:00:00Z: generation 2 in force; nothing changed");
        assertThat(get("LastReloadSucceeded")).isEqualTo(true);
        assertThat(audit.lines)
                .containsExactly("INFO Policy.reload() by local: generation 2 in force; nothing changed");
    }

    @Test
    void aRefusedReloadSaysWhyInShortLines() throws Exception {
        write("limit: {}");

        assertThat(reload().lines())
                .startsWith("refused; generation 1 stays in force:")
                .anyMatch(line -> line.contains("adit.yaml:1:1:"));
        assertThat(get("Generation")).isEqualTo(1L);
        assertThat(get("LastReloadSucceeded")).isEqualTo(false);
    }

    @Test
    void theLastReloadAndTheAuditKeepARefusalOnOneLine() throws Exception {
        write("limit: {}");
        reload();

        assertThat(get("LastReload"))
                .asString()
                .startsWith("2026-11-23T12:00:00Z: refused; generation 1 stays in force: | " + file + ":1:1: ")
                .doesNotContain("\n");
        assertThat(audit.lines)
                .singleElement()
                .asString()
                .startsWith("INFO Policy.reload() by local: refused; generation 1 stays in force: | ")
                .doesNotContain("\n");
    }

    @Test
    void aReloadThatFailsUnexpectedlyIsAuditedToo() {
        now = Optional.empty();

        assertThatThrownBy(this::reload).isInstanceOf(RuntimeMBeanException.class);
        assertThat(audit.lines).containsExactly("ERROR Policy.reload() by local failed");
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }

    private Object get(String attribute) throws JMException {
        return model.get("Policy", attribute);
    }

    private String reload() throws JMException {
        return (String) model.server.invoke(ManagedModel.name("Policy"), "reload", null, null);
    }
}
