package adit.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import adit.config.PolicyVersion;
import adit.policy.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyChangesTest {
    private static final String ALLOW_A = "policy: {rules: [{id: a, action: allow, hosts: [a.example]}]}";
    private static final String ALLOW_B = "policy: {rules: [{id: b, action: allow, hosts: [b.example]}]}";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void aFile() {
        desk = new Desk(folder, ALLOW_A);
    }

    @Test
    void whatIsStagedIsToldApartAndTriedButNotInForce() throws Exception {
        desk.ask("a.example:443");
        desk.ask("b.example:443");
        desk.ask("b.example:443");
        desk.ask("c.example:443");

        assertThat(desk.changes.stage(ALLOW_B).lines())
                .containsExactly(
                        "policy default: rule added: b: allow hosts b.example",
                        "policy default: rule removed: a: allow hosts a.example",
                        "would close 0 of 0 live tunnels",
                        "would newly allow 2 and newly deny 1 of the last 4 requests");
        assertThat(desk.changes.diff()).contains("rule added: b");
        assertThat(desk.changes.staged()).contains(ALLOW_B);
        assertThat(desk.ask("b.example:443").allowed()).isFalse();
        assertThat(desk.settings.generation()).isEqualTo(1);
    }

    @Test
    void aCommitPutsItInForceAndLeavesTheFile() throws Exception {
        desk.changes.stage(ALLOW_B);
        desk.now = Desk.START.plusSeconds(5);

        assertThat(desk.changes.commit("keep").lines())
                .containsExactly(
                        "version 2 in force: policy.rules",
                        "not written to the configuration: a reload or restart reads that again; put it there to keep it");

        assertThat(desk.ask("b.example:443").allowed()).isTrue();
        assertThat(desk.changes.staged()).isEmpty();
        assertThat(desk.changes.history())
                .extracting(PolicyVersion::number, PolicyVersion::cause, PolicyVersion::summary)
                .containsExactly(tuple(2L, "commit keep", "policy.rules"), tuple(1L, "start", "what was read"));
        assertThat(desk.changes.history().get(0).at()).isEqualTo(Desk.START.plusSeconds(5));
        assertThat(Files.readString(desk.file)).isEqualTo(ALLOW_A);
        desk.settings.reload();
        assertThat(desk.ask("b.example:443").allowed()).isFalse();
    }

    @Test
    void whatIsWrongStagesNothingAndKeepsWhatWasStaged() throws Exception {
        desk.changes.stage(ALLOW_B);

        refused(() -> desk.changes.stage("policy:\n  rulez: []"), "staged:2:3: policy.rulez: found an unknown key");
        refused(
                () -> desk.changes.stage("policy: {rules: [{id: x, action: perhaps}]}"),
                "staged:1:34: policy.rules[0].action");
        refused(() -> desk.changes.stage(""), "staged: has no sections");
        refused(() -> desk.changes.stage("just text"), "staged:1:1: found a text");
        refused(() -> desk.changes.stage("policy: {}\npolicy: {}"), "staged:2:1: policy: found it a second time");
        refused(() -> desk.changes.stage("policy: {block_lists: [missing.txt]}"), "does not exist");
        refused(() -> desk.changes.stage("\u0000"), "control character");
        assertThatThrownBy(() -> desk.changes.stage("policy: ["))
                .hasMessageStartingWith("staged:")
                .hasMessageNotContaining("has no sections");

        assertThat(desk.changes.staged()).contains(ALLOW_B);
    }

    @Test
    void aFileIsStagedByItsNameInTheFolderOfTheConfiguration() throws Exception {
        Files.writeString(folder.resolve("next.yaml"), ALLOW_B);
        assertThat(desk.changes.stageFile("next.yaml")).contains("rule added: b");

        Files.writeString(folder.resolve("next.yaml"), "policy: {rules: 1}");
        refused(() -> desk.changes.stageFile("next.yaml"), folder.resolve("next.yaml") + ":1:17: policy.rules");
        refused(() -> desk.changes.stageFile("none.yaml"), "does not exist");
        refused(() -> desk.changes.stageFile("."), "is not a file");
        refused(() -> desk.changes.stageFile("\0"), "not the name of a file");
        Files.writeString(folder.resolve("large.yaml"), "#".repeat((1 << 20) + 1));
        refused(() -> desk.changes.stageFile("large.yaml"), "is larger than 1mb");
        assertThat(desk.changes.staged()).contains(ALLOW_B);
    }

    @Test
    void noFileElsewhereIsReadForWhoeverStages(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "hidden: 1\nhidden words\n");
        Files.createSymbolicLink(folder.resolve("link"), secret);
        List<String> names =
                List.of(secret.toString(), "link", "../" + elsewhere.getFileName() + "/secret", "/dev/zero", "/none");
        for (String name : names) {
            assertThatThrownBy(() -> desk.changes.stageFile(name))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(folder.resolve(name)
                            + ": is not read: it is not a file below the folder of the configuration file");
        }
        List<String> documents = List.of(
                "policy: {block_lists: [FILE]}",
                "policy: {block_lists: [{name: x, file: FILE}]}",
                "policies: {p: {block_lists: [FILE]}}",
                "authentication: {htpasswd: FILE}",
                "authentication: {htpasswd: users, groups: FILE}",
                "authentications: {a: {htpasswd: FILE}}",
                "listeners: [{name: a, address: '127.0.0.1:0', mode: https, tls: {certificate: FILE, key: FILE}}]",
                "listeners: [{name: a, address: '127.0.0.1:0', mode: https, tls: {keystore: FILE}}]",
                "admin: {address: '127.0.0.1:0', token_file: FILE}");
        for (String document : documents) {
            for (String name : List.of(secret.toString(), "link")) {
                assertThatThrownBy(() -> desk.changes.stage(document.replace("FILE", name)))
                        .isInstanceOf(RefusedException.class)
                        .hasMessage(
                                "staged: found '" + folder.resolve(name) + "'; allowed: a file below the folder of the"
                                        + " configuration file, or one that the configuration file names");
            }
        }
    }

    @Test
    void aListElsewhereMayBeStagedWhereTheConfigurationNamesIt(@TempDir Path elsewhere) throws Exception {
        Path list = Files.writeString(elsewhere.resolve("ads.txt"), "ads.example\n");
        String policy = "policy: {allowed_ports: {connect: any}, block_lists: [" + list + "]}";
        refused(() -> desk.changes.stage(policy), "allowed: a file below");
        desk.write("policies: {other: {block_lists: [" + list + "]}}");
        assertThat(desk.changes.stage(policy)).contains("policy default: block list ads.txt: entries +1 -0");
    }

    @Test
    void namesOfListsStartAtTheFolderOfTheConfiguration() throws Exception {
        Files.writeString(folder.resolve("ads.txt"), "ads.example\n*.ads.example\n");

        assertThat(desk.changes.stage("policy: {allowed_ports: {connect: any}, block_lists: [ads.txt]}"))
                .contains("policy default: block list ads.txt: entries +2 -0");
        desk.changes.commit("keep");
        assertThat(desk.ask("x.ads.example:443").verdict()).isEqualTo(Verdict.BLOCKED);
        Files.writeString(folder.resolve("ads.txt"), "ads.example\nother.example\nmore.example\n");
        assertThat(desk.changes.stage("policy: {allowed_ports: {connect: any}, block_lists: [ads.txt]}"))
                .contains("policy default: block list ads.txt: entries +2 -1");
    }

    @Test
    void whatIsNoPartOfAPolicyIsToldAndIgnored() throws Exception {
        String diff = desk.changes.stage(ALLOW_B + "\nlimits: {max_connections: 7}\nshutdown: {drain_timeout: 1s}\n");

        assertThat(diff.lines())
                .contains(
                        "shutdown.drain_timeout: not part of a policy: ignored until a reload",
                        "limits.max_connections: not part of a policy: ignored until a reload");
        desk.changes.commit("keep");
        assertThat(desk.settings.current().limits().maxConnections()).isEqualTo(50_000);
        assertThat(desk.settings.current().drainTimeout().toSeconds()).isEqualTo(30);
    }

    @Test
    void aListenerMayBeGivenAnotherPolicy() throws Exception {
        String diff = desk.changes.stage(
                "policies: {few: {rules: []}}\nlisteners: [{name: main, address: '127.0.0.1:8080', policy: few}]");

        assertThat(diff).contains("policy few: added, with 0 rules", "listener main: policy: few (was default)");
        desk.changes.commit("keep");
        assertThat(desk.settings.current().listener("main").policy()).isEqualTo("few");
    }

    @Test
    void noListenerIsOpenedToEverybody() {
        desk = new Desk(
                folder,
                "listeners: [{name: wide, address: '0.0.0.0:8080'}]",
                "policy: {rules: [{id: office, action: allow, clients: [192.0.2.0/24]}]}");

        refused(() -> desk.changes.stage("policy: {allowed_ports: {connect: any}}"), "open to everyone");
        refused(
                () -> desk.changes.stage("policy: {allowed_ports: {connect: any}}\nopen_proxy: true"),
                "staged: listeners.wide: would be open to everyone who can reach it");
        assertThat(desk.changes.staged()).isEmpty();
    }

    @Test
    void aReloadInBetweenIsNotUndone() throws Exception {
        desk.changes.stage(ALLOW_B);
        desk.settings.reload();

        assertThat(desk.changes.diff()).startsWith("other settings came into force since this was staged");
        refused(() -> desk.changes.commit("keep"), "generation 2 is in force by now");
        desk.changes.stage(ALLOW_B);
        assertThat(desk.changes.commit("keep")).startsWith("version 3 in force");
    }

    @Test
    void rollbackDropsWhatIsStaged() throws Exception {
        desk.changes.stage(ALLOW_B);
        desk.changes.rollback();

        refused(desk.changes::rollback, "nothing is staged");
        refused(desk.changes::diff, "nothing is staged");
        refused(() -> desk.changes.commit("keep"), "nothing is staged");
    }

    @Test
    void anEarlierVersionComesIntoForceAsANewOne() throws Exception {
        desk.changes.stage(ALLOW_B);
        desk.changes.commit("keep");

        assertThat(desk.changes.rollbackTo(1)).isEqualTo("version 3 in force: policy.rules");

        assertThat(desk.ask("a.example:443").allowed()).isTrue();
        assertThat(desk.changes.history().get(0).cause()).isEqualTo("rollback to 1");
        assertThat(desk.changes.rollbackTo(3)).isEqualTo("the policies are those in force already");
        refused(() -> desk.changes.rollbackTo(99), "there is no version 99");
    }

    @Test
    void aReloadThatChangesNoPolicyMakesNoVersion() {
        desk.settings.reload();
        desk.write(ALLOW_A, "shutdown: {drain_timeout: 1s}");
        desk.settings.reload();
        assertThat(desk.changes.history()).hasSize(1);

        desk.write(ALLOW_B);
        desk.settings.reload();
        assertThat(desk.changes.history()).hasSize(2);
        assertThat(desk.changes.history().get(0)).satisfies(version -> {
            assertThat(version.number()).isEqualTo(4);
            assertThat(version.cause()).isEqualTo("reload");
        });
    }

    @Test
    void theHistoryIsBoundedAndSharesWhatDidNotChange() throws Exception {
        Files.writeString(folder.resolve("ads.txt"), "ads.example\n");
        IntStream.range(0, 60).forEach(i -> {
            desk.write("policy: {block_lists: [ads.txt], rules: [{id: r" + i + ", action: deny}]}");
            desk.settings.reload();
        });

        assertThat(desk.changes.history()).hasSize(50);
        assertThat(desk.changes.history().stream()
                        .flatMap(version -> version.policies().of("main").blocked().lists().stream())
                        .map(System::identityHashCode)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aModeIsOneOfThree() throws Exception {
        desk.changes.stage(ALLOW_B);
        for (String mode :
                new String[] {"", "now", "grace", "grace x", "grace 0s", "grace 8d", "grace -1s", "close 3s"}) {
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> desk.changes.commit(mode));
        }
        assertThat(CommitMode.parse(" GRACE pt30s ").closeAfter().orElseThrow()).hasSeconds(30);
        assertThat(CommitMode.parse("grace 2m").closeAfter().orElseThrow()).hasMinutes(2);
    }

    @Test
    void liveTunnelsAreJudgedByTheirAddressAndTheTimeOfNow() throws Exception {
        desk = new Desk(folder, "policy: {allowed_ports: {connect: any}, allowed_addresses: [10.0.0.0/8]}");
        desk.open(new AskedTunnel("one", desk.request("a.example:443", "main", Optional.empty()), "10.0.0.1"));
        desk.open(new AskedTunnel("two", desk.request("b.example:443", "main", Optional.empty()), "192.0.2.1"));
        desk.open(new AskedTunnel("three", desk.request("c.example:80", "main", Optional.empty()), "8.8.8.8"));

        assertThat(desk.changes.stage("policy: {allowed_ports: {connect: [443]}, allowed_addresses: [192.0.2.0/24]}"))
                .contains(
                        "policy default: allowed_ports.connect: 443 (was any)",
                        "policy default: allowed_addresses: added 192.0.2.0/24",
                        "policy default: allowed_addresses: removed 10.0.0.0/8",
                        "would close 2 of 3 live tunnels");
    }

    private static void refused(ThrowingCallable operation, String message) {
        assertThatThrownBy(operation).isInstanceOf(RefusedException.class).hasMessageContaining(message);
    }
}
