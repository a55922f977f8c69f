package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import adit.auth.Realm;
import adit.policy.PortSet;
import adit.policy.TargetPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload may change about the listeners that run, and what it may not. */
final class NextSettingsTest {
    private static final String ALICE = "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0";
    private static final String CLOSED = "policy: {rules: [{id: office, action: allow, clients: [192.0.2.0/24]}]}";
    private static final String STAFF = "authentications: {staff: {htpasswd: users}}";

    @TempDir
    private Path folder;

    @BeforeEach
    void users() throws IOException {
        Files.writeString(folder.resolve("users"), ALICE);
    }

    @Test
    void aReloadSwapsAllPoliciesAtOnceAndNamesWhatChanged() throws Exception {
        LiveSettings live = start(
                "listeners: [{name: a, address: '127.0.0.1:1'}, {name: b, address: '127.0.0.1:2', policy: few}]",
                "policies: {few: {}}");

        Reload reload = reload(
                live,
                "listeners: [{name: a, address: '127.0.0.1:1', policy: few, authentication: staff}, {name: b, address:"
                        + " '127.0.0.1:2'}]",
                STAFF,
                "policy: {rules: [{id: x, action: deny}]}",
                "policies: {few: {allowed_ports: {connect: any}}}");

        assertThat(reload.applied())
                .containsExactly(
                        "policy.allowed_ports",
                        "policy.rules",
                        "policies",
                        "authentications",
                        "listeners.policy",
                        "listeners.authentication");
        assertThat(reload.pending()).isEmpty();
        assertThat(live.current().policyOf("a").rules().ports().connect()).contains(PortSet.ANY);
        assertThat(live.current().policyOf("b").rules().rules()).hasSize(1);
        assertThat(live.current().listener("a").authentication()).contains("staff");
        assertThat(live.current().realmOf("a")).isPresent();
        assertThat(live.current().realmOf("b")).isEmpty();
    }

    @Test
    void aListenerThatTheFileHasNoMoreKeepsItsPolicyUntilARestart() throws Exception {
        LiveSettings live = start("listeners: [{name: b, policy: few}]", "policies: {few: {allowed_targets: example}}");
        TargetPolicy few = live.current().policyOf("b");

        for (String policies : List.of("", "policies: {few: {}}", "policies: {few: {allowed_targets: example}}")) {
            assertThat(reload(live, "listeners: [{name: a, address: '127.0.0.1:1'}]", policies)
                            .pending())
                    .containsExactly("listeners");
            assertThat(live.current().policyOf("b")).isEqualTo(few);
        }
    }

    @Test
    void aPolicyThatWasNotCheckedForWhereAListenerIsDoesNotGovernIt() throws Exception {
        LiveSettings live = start("listeners: [{address: '0.0.0.0:8080'}]", CLOSED);

        assertThat(reload(live, "listeners: [{address: '127.0.0.1:8080'}]", "policy: {allowed_ports: {connect: any}}")
                        .pending())
                .containsExactly("listeners");

        assertThat(live.current().policyOf("main").isOpenTo("main")).isFalse();
        assertThat(live.current().policies().get("default").isOpenTo("main")).isTrue();
        assertThat(reload(live, "listeners: [{address: '0.0.0.0:8080'}]", CLOSED, "policies: {new: {}}")
                        .pending())
                .isEmpty();
        assertThat(live.current().listener("main").policy()).isEqualTo("default");
        assertThat(live.current().policies()).containsOnlyKeys("default", "new");
    }

    @Test
    void anAuthenticationDoesNotEndBeforeTheNextStart() throws Exception {
        LiveSettings live = start("listeners: [{authentication: staff}]", STAFF);
        Realm staff = live.current().realmOf("main").orElseThrow();

        assertThat(reload(live, "").message())
                .isEqualTo("generation 2 in force; nothing changed\nneeds a restart: listeners.authentication");
        assertThat(live.current().realmOf("main")).containsSame(staff);
        assertThat(reload(live, "listeners: [{authentication: none}]", STAFF).pending())
                .containsExactly("listeners.authentication");
        assertThat(live.current().realmOf("main")).isPresent();
    }

    @Test
    void anAuthenticationMayGiveWayToAnother() throws Exception {
        LiveSettings live = start("authentication: {htpasswd: users}");

        Reload reload =
                reload(live, "listeners: [{authentication: staff}]", STAFF.replace("users", "users, realm: Staff"));

        assertThat(reload.pending()).isEmpty();
        assertThat(live.current().realmOf("main").orElseThrow().name()).isEqualTo("Staff");
        assertThat(live.current().authentications()).containsOnlyKeys("staff");
    }

    @Test
    void aListenerThatTheFileHasElsewhereGoesOnAsking() throws Exception {
        LiveSettings live = start("listeners: [{address: '0.0.0.0:8080'}]", "authentication: {htpasswd: users}");

        for (String moved : List.of("127.0.0.1:8080", "127.0.0.1:9090")) {
            assertThat(reload(live, "listeners: [{address: '" + moved + "'}]").pending())
                    .containsExactly("listeners");
            assertThat(live.current().realmOf("main")).isPresent();
        }
    }

    @Test
    void aListenerThatTheFileHasElsewhereStillReadsItsUsers() throws Exception {
        LiveSettings live = start("authentication: {htpasswd: users}");
        Files.writeString(folder.resolve("users"), ALICE + "\n" + ALICE.replace("alice", "bob"));

        Reload reload = reload(live, "listeners: [{address: '127.0.0.1:9090'}]", "authentication: {htpasswd: users}");

        assertThat(reload.applied()).containsExactly("authentication (users: 2)");
        assertThat(live.current().realmOf("main").orElseThrow().users().size()).isEqualTo(2);
    }

    @Test
    void aListenerWhoseModeChangesBeginsToAskAtTheRestart() throws Exception {
        LiveSettings live = start("listeners: [{mode: tcp, destination: 'db.example:1'}]");

        assertThat(reload(live, "authentication: {htpasswd: users}").pending()).containsExactly("listeners");
        assertThat(live.current().realmOf("main")).isEmpty();
    }

    private LiveSettings start(String... lines) throws Exception {
        write(lines);
        return new LiveSettings(
                new ConfigurationLoader(Optional.of(folder.resolve("adit.yaml")), Map.of(), Map.of()),
                () -> Instant.EPOCH);
    }

    private Reload reload(LiveSettings live, String... lines) throws IOException {
        write(lines);
        return live.reload();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(folder.resolve("adit.yaml"), String.join("\n", lines));
    }
}
