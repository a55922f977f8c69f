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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyChangeTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.789Z");
    private static final String DENY = "policy: {rules: [{id: none, action: deny}]}";

    @TempDir
    private Path folder;

    private ManagedModel model;
    private AuditLog audit;

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(folder.resolve("adit.yaml"), "");
        model = new ManagedModel(Optional.of(file), () -> NOON);
        audit = AuditLog.open();
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @Test
    void aChangeIsStagedComparedAndCommittedAndAllOfItIsAudited() throws Exception {
        assertThat(invoke("stage", DENY)).contains("policy default: rule added: none: deny everything");
        assertThat(model.get("PolicyChange", "Staged")).isEqualTo(DENY);
        assertThat(invoke("diff")).contains("would close 0 of 0 live tunnels");
        assertThat(invoke("commit", "keep")).contains("version 2 in force: ");
        assertThat(invoke("rollbackTo", 1L)).contains("version 3 in force: ");

        assertThat(audit.lines).hasSize(4);
        assertThat(audit.lines.get(0)).startsWith("INFO PolicyChange.stage(43 characters) by local: policy default: ");
        assertThat(audit.lines.get(2)).startsWith("INFO PolicyChange.commit(keep) by local: version 2 in force: ");
        assertThat(audit.lines.get(3)).startsWith("INFO PolicyChange.rollbackTo(1) by local: version 3 in force: ");
    }

    @Test
    void theHistoryIsRows() throws Exception {
        invoke("stage", DENY);
        invoke("commit", "close");

        CompositeData[] history = (CompositeData[]) model.get("PolicyChange", "History");

        assertThat(history).hasSize(2);
        assertThat(history[0].get("version")).isEqualTo(2L);
        assertThat(history[0].get("at")).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(history[0].get("cause")).isEqualTo("commit close");
        assertThat((String) history[0].get("summary")).contains("policy.rules");
        assertThat(history[1].get("cause")).isEqualTo("start");
    }

    @Test
    void aRefusalSaysWhyOnTheWireAndInTheAudit() {
        assertThatThrownBy(() -> invoke("commit", "keep"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("nothing is staged");
        assertThat(audit.lines).containsExactly("WARN PolicyChange.commit(keep) by local refused: nothing is staged");
    }

    @Test
    void whatOperatorsAreToldHasNoControls() throws Exception {
        assertThatThrownBy(() -> invoke("stageFile", "no\u001bsuch\nfile"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .hasMessageContaining("no\\u001bsuch\\u000afile");
        assertThat(audit.lines).singleElement().satisfies(line -> assertThat(line)
                .doesNotContain("\u001b", "\n"));
    }

    @Test
    void aGrantIsARowUntilItIsRevoked() throws Exception {
        assertThat(invoke("allowFor", "a.example:443", "", "PT30M", "ticket 7"))
                .isEqualTo("grant-1: a.example:443 until 2026-11-23T12:30:00.789Z\n  for everybody");
        CompositeData row = ((CompositeData[]) model.get("PolicyChange", "Grants"))[0];
        assertThat(row.get("id")).isEqualTo("grant-1");
        assertThat(row.get("target")).isEqualTo("a.example:443");
        assertThat(row.get("user")).isEqualTo("");
        assertThat(row.get("until")).isEqualTo("2026-11-23T12:30:00Z");
        assertThat(row.get("reason")).isEqualTo("ticket 7");
        assertThat(row.get("uses")).isEqualTo(0L);

        assertThat(invoke("revokeGrant", "grant-1")).startsWith("grant-1 revoked: a.example:443");

        assertThat((CompositeData[]) model.get("PolicyChange", "Grants")).isEmpty();
        assertThat(audit.lines.get(0))
                .startsWith("INFO PolicyChange.allowFor(a.example:443, , PT30M, ticket 7) by local: grant-1: ");
    }

    @Test
    void explainNamesTheGrant() throws Exception {
        invoke("stage", DENY);
        invoke("commit", "keep");
        invoke("allowFor", "example.com:443", "", "30m", "why");

        Object told = model.server.invoke(
                ManagedModel.name("Policy"), "explain", new Object[] {"example.com:443", "", ""}, new String[] {
                    String.class.getName(), String.class.getName(), String.class.getName()
                });

        assertThat((String) told).contains("verdict: allowed", "grant-1");
    }

    @Test
    void anArgumentThatIsLeftOutIsEmpty() throws Exception {
        assertThat(invoke("allowFor", "a.example:443", null, "30m", "why")).contains("for everybody");
        assertThatThrownBy(() -> invoke("stage", (Object) null)).cause().hasMessage("staged: has no sections");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy: {rules: [{id: x, action: deny, users: ['${sys:user.dir}']}]}",
                "limits: {head_size: '${env:PATH}'}",
                "nothing: [{known: [['a ${sys:user.dir']]}]"
            })
    void whatIsStagedTellsNothingOfTheProcess(String text) throws Exception {
        int column = text.indexOf('\'') + 1;
        String written = text.substring(column, text.indexOf('\'', column));
        String problem = "1:" + column + ": found '" + written
                + "'; allowed: values themselves; only the configuration file may refer to variables";
        Files.writeString(folder.resolve("staged.yaml"), text);

        assertThatThrownBy(() -> invoke("stage", text)).cause().hasMessage("staged:" + problem);
        assertThatThrownBy(() -> invoke("stageFile", "staged.yaml"))
                .cause()
                .hasMessage(folder.resolve("staged.yaml") + ":" + problem);
        assertThatThrownBy(() -> invoke("diff")).cause().hasMessage("nothing is staged");
    }

    @Test
    void whatTheFileSaysByVariablesStaysBesideWhatIsStaged() throws Exception {
        Files.writeString(
                folder.resolve("adit.yaml"), "shutdown: {drain_timeout: '${sys:java.specification.version}s'}");

        assertThat(invoke("stage", DENY)).contains("rule added: none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "hashed"})
    void whereTargetsAreHiddenNoneIsLearned(String shown) throws Exception {
        show(shown);
        assertThatThrownBy(() -> invoke("learn"))
                .cause()
                .hasMessage("rules name targets, which privacy.target hides: learn needs privacy.target: full");
        assertThat(audit.lines).singleElement().asString().startsWith("WARN PolicyChange.learn() by local refused: ");
    }

    @Test
    void whereNothingWasReportedLearnSaysSo() throws Exception {
        show("full");
        assertThat(invoke("learn")).startsWith("# No policy");
        assertThat(audit.lines).containsExactly("INFO PolicyChange.learn() by local: told");
    }

    private void show(String target) throws IOException {
        Files.writeString(folder.resolve("adit.yaml"), "privacy: {target: " + target + "}\n");
        assertThat(model.settings.reload().problems()).isEmpty();
    }

    private String invoke(String operation, Object... arguments) throws JMException {
        String[] types = new String[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Long ? "long" : String.class.getName();
        }
        return (String) model.server.invoke(ManagedModel.name("PolicyChange"), operation, arguments, types);
    }
}
