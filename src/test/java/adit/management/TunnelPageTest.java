package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.relay.RelayEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of live tunnels as they are asked for, and what is done to some of them at once. */
class TunnelPageTest {
    private final ManagedModel model = new ManagedModel();
    private AuditLog audit;
    private FakeTunnel oldest;
    private FakeTunnel idle;
    private FakeTunnel busy;

    @BeforeEach
    void open() {
        audit = AuditLog.open();
        oldest = model.open("t-1").asked("alice", "www.example.com:443").moved(5000, Duration.ofSeconds(2));
        idle = model.open("t-2").asked("bob", "example.com:443").moved(0, Duration.ofMinutes(10));
        busy = model.open("u-3").asked("", "192.0.2.7:22").moved(7 << 20, Duration.ZERO);
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | t-1 t-2 u-3",
                "age | u-3 t-2 t-1",
                "-age | t-1 t-2 u-3",
                "bytes | t-2 t-1 u-3",
                "-bytesToClient | u-3 t-1 t-2",
                "-id | u-3 t-2 t-1",
                "-idle | t-2 t-1 u-3",
                "-rate | u-3 t-1 t-2",
                "phase | t-1 t-2 u-3",
            })
    void rowsAreSorted(String sortBy, String ids) throws JMException {
        assertThat(ids(0, 10, sortBy, "")).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'' | t-1 t-2 u-3",
                "id=t-* | t-1 t-2",
                "id!=T-1 | t-2 u-3",
                "id=*-* | t-1 t-2 u-3",
                "id=\"t-1\" | t-1",
                "idle>30s | t-2",
                "'  idle<=2s   bytes>1mb ' | u-3",
                "bytesToClient=0 | t-2",
                "listener=main phase=relaying idle<1s | u-3",
                "listener=other | ''",
                "id=t.1 | ''",
                "rate>0 id=u* | u-3",
            })
    void rowsAreFiltered(String filter, String ids) throws JMException {
        assertThat(ids(0, 10, "", filter)).isEqualTo(ids);
        assertThat(invoke("matching", filter)).isEqualTo(ids.isEmpty() ? 0 : ids.split(" ").length);
    }

    @Test
    void aPageBeginsAndEndsWhereItIsAskedTo() throws JMException {
        assertThat(ids(1, 1, "", "")).isEqualTo("t-2");
        assertThat(ids(2, 1000, "", "")).isEqualTo("u-3");
        assertThat(ids(3, 10, "", "")).isEmpty();
        assertThat(ids(0, 0, "", "")).isEmpty();
        assertThat(ids(0, 10, null, null)).isEqualTo("t-1 t-2 u-3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "colour=red | a tunnel has no \"colour\": allowed is one of id, phase, listener, client",
                "idle | \"idle\" is no condition: allowed is a field, a comparison and a value, such as idle>30s",
                "idle>30s bytes>>1 | bytes has no >>: allowed is one of =, !=, >, >=, <, <=",
                "idle>30 | idle is compared with a duration such as 30s or 5m, not with \"30\"",
                "bytes>-1 | bytes is compared with a size such as 1000 or 1mb, not with \"-1\"",
                "bytes>999999999999gb | bytes is compared with a size",
                "age>999999999999d | age is compared with a duration",
                "phase>A | phase has no >: allowed is one of =, !=",
                "user=alice | a row does not show its user: privacy.user is none",
                "id=\"t-1 | \"id=\"t-1\" is no condition",
                "=t-1 | \"=t-1\" is no condition",
            })
    void aWrongFilterIsAnsweredWithOneLine(String filter, String answer) {
        assertThatThrownBy(() -> ids(0, 10, "", filter))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(answer)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void whatIsNoPageIsAnsweredWithOneLine() {
        assertThatThrownBy(() -> ids(-1, 10, "", "")).hasMessageContaining("offset is -1: allowed is 0 or more");
        assertThatThrownBy(() -> ids(0, 1001, "", "")).hasMessageContaining("count is 1001: allowed is 0 to 1000");
        assertThatThrownBy(() -> ids(0, 1, "-size", "")).hasMessageContaining("a tunnel has no \"size\"");
        assertThatThrownBy(() -> ids(0, 1, "", "x".repeat(1001))).hasMessageContaining("at most 1000 characters");
    }

    @Test
    void aRowTellsTheLimitsInForceAndTheRate() throws JMException {
        CompositeData row = page(0, 1, "", "")[0];

        assertThat(values(row))
                .containsEntry("maxIdleSeconds", 91L)
                .containsEntry("maxAgeSeconds", 3600L)
                .containsEntry("minRatePerMinuteToClient", 60L)
                .containsEntry("minRatePerMinuteToTarget", 0L)
                .containsEntry("maxBytesToClient", 1L << 20)
                .containsEntry("maxBytesToTarget", 0L)
                .containsEntry("maxRateShared", 9000L)
                .containsEntry("rateToClient", 81L);
    }

    @Test
    void theTunnelsOfOneUserAreClosedAndNoOther() throws JMException {
        assertThat(invoke("closeByUser", "alice")).isEqualTo(1);
        assertThat(invoke("closeByUser", "ALICE")).isEqualTo(0);
        assertThat(oldest.end()).contains(RelayEnd.KILLED);
        assertThat(idle.end()).isEmpty();
        assertThat(busy.end()).isEmpty();
        assertThat(audit.lines).first().isEqualTo("INFO Tunnels.closeByUser() by local: 1");
        assertThatThrownBy(() -> invoke("closeByUser", "")).hasMessageContaining("the name of a user is needed");
    }

    @Test
    void theTunnelsToOneTargetAreClosedAndNoOther() throws JMException {
        assertThat(invoke("closeByTarget", "*.example.com:443")).isEqualTo(1);
        assertThat(oldest.end()).contains(RelayEnd.KILLED);
        assertThat(idle.end()).isEmpty();
        assertThat(invoke("closeByTarget", " 192.0.2.7:* ")).isEqualTo(1);
        assertThat(busy.end()).contains(RelayEnd.KILLED);
        assertThat(audit.lines).first().isEqualTo("INFO Tunnels.closeByTarget() by local: 1");
        assertThatThrownBy(() -> invoke("closeByTarget", "example.com")).hasMessageContaining("a host and a port");
    }

    @ParameterizedTest
    @CsvSource({"full, alice, \\*.example.com:443", "hashed, [0-9a-f]{16}, [0-9a-f]{16}"})
    void theAuditNamesThemAsFarAsTheyAreShown(String shown, String user, String target, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("adit.yaml"), "privacy: {user: " + shown + ", target: " + shown + "}\n");
        try (ManagedModel told = new ManagedModel(Optional.of(file), () -> Instant.EPOCH)) {
            invoke(told, "closeByUser", "alice");
            invoke(told, "closeByTarget", "*.example.com:443");
        }
        assertThat(audit.lines)
                .satisfiesExactly(
                        line -> assertThat(line).matches(".*closeByUser\\(" + user + "\\) by local: 0"),
                        line -> assertThat(line).matches(".*closeByTarget\\(" + target + "\\) by local: 0"));
    }

    @Test
    void aScreenThatIsDrawnAnewEachSecondDoesNotFillTheAudit() throws JMException {
        for (int i = 0; i < 60; i++) {
            ids(0, 10, "", "");
        }
        assertThat(audit.lines).containsExactly("INFO Tunnels.page() by local: told");
        model.management.minuteOver();
        model.management.minuteOver();
        assertThat(audit.lines)
                .containsExactly(
                        "INFO Tunnels.page() by local: told", "INFO Tunnels.page() by local: told, times more: 59");
    }

    private static Map<String, Object> values(CompositeData row) {
        return row.getCompositeType().keySet().stream().collect(Collectors.toMap(key -> key, row::get));
    }

    private String ids(int offset, int count, String sortBy, String filter) throws JMException {
        List<String> ids = Arrays.stream(page(offset, count, sortBy, filter))
                .map(row -> (String) row.get("id"))
                .toList();
        return String.join(" ", ids);
    }

    private CompositeData[] page(int offset, int count, String sortBy, String filter) throws JMException {
        Object[] arguments = {offset, count, sortBy, filter};
        String[] signature = {"int", "int", "java.lang.String", "java.lang.String"};
        return (CompositeData[]) model.server.invoke(ManagedModel.name("Tunnels"), "page", arguments, signature);
    }

    private Object invoke(String operation, String argument) throws JMException {
        return invoke(model, operation, argument);
    }

    private static Object invoke(ManagedModel model, String operation, String argument) throws JMException {
        Object[] arguments = {argument};
        String[] signature = {"java.lang.String"};
        return model.server.invoke(ManagedModel.name("Tunnels"), operation, arguments, signature);
    }
}
