package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelsTest {
    private final ManagedModel model = new ManagedModel();
    private AuditLog audit;

    @BeforeEach
    void open() {
        audit = AuditLog.open();
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @Test
    void theTotalsAreThoseOfTheRegistry() throws JMException {
        model.open("t-1");
        model.open("t-2");
        model.openAndClose(7, Outcome.ESTABLISHED);

        assertThat(get("LiveCount")).isEqualTo(2);
        assertThat(get("OpenedTotal")).isEqualTo(9L);
        assertThat(get("ClosedTotal")).isEqualTo(7L);
        assertThat(get("BytesToClientTotal")).isEqualTo(10_000_000_000L);
        assertThat(get("BytesToTargetTotal")).isEqualTo(140L);
    }

    @Test
    void eachOutcomeHasARowAlsoWhereItIsZero() throws JMException {
        model.openAndClose(3, Outcome.CONNECT_REFUSED);
        CompositeData[] rows = rows("OutcomeTotals");

        assertThat(rows)
                .extracting(row -> row.get("outcome"))
                .containsExactlyElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::label).toList());
        assertThat(rows)
                .extracting(row -> List.of(row.getAll(new String[] {"outcome", "status", "blame", "total"})))
                .contains(List.of("connect_refused", 502, "TARGET", 3L), List.of("established", 200, "NOBODY", 0L));
    }

    @Test
    void aLiveRowShowsWhatTheTunnelHasShownOfItsParties() throws JMException {
        model.open("t-1");
        CompositeData row = rows("Live")[0];

        assertThat(row.getCompositeType().keySet())
                .allMatch(name -> name.matches("id|phase|listener|client|user|target|\\w+Seconds|maxRateShared"
                        + "|(bytes|rate|m(ax|in)\\w+)(ToClient|ToTarget)"));
        assertThat(row.getAll(new String[] {"id", "phase", "listener", "ageSeconds", "idleSeconds"}))
                .containsExactly("t-1", "RELAYING", "main", 61L, 2L);
        assertThat(row.getAll(new String[] {"client", "user", "target"}))
                .containsExactly("192.0.2.7", "al\\u000aice", "shown.example:443");
        assertThat(row.getAll(new String[] {"bytesToClient", "bytesToTarget"})).containsExactly(5_000_000_000L, 70L);
        assertThat(row.getAll(new String[] {"maxRateToClient", "maxRateToTarget"}))
                .containsExactly(0L, 4000L);
    }

    @Test
    void theLiveRowsAreTheOldestThousand() throws JMException {
        IntStream.range(0, 1001).forEach(i -> model.open("t-" + i));

        assertThat(rows("Live")).hasSize(1000);
        assertThat(rows("Live")[999].get("id")).isEqualTo("t-999");
        assertThat(get("LiveCount")).isEqualTo(1001);
    }

    @Test
    void closeKillsThatTunnelAndNoOther() throws JMException {
        FakeTunnel wanted = model.open("t-1");
        FakeTunnel other = model.open("t-2");

        assertThat(invokeClose("t-1")).isEqualTo("Tunnel t-1 is told to close.");
        assertThat(wanted.end()).contains(RelayEnd.KILLED);
        assertThat(other.end()).isEmpty();
        assertThat(audit.lines).containsExactly("INFO Tunnels.close(t-1) by local: Tunnel t-1 is told to close.");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"t-9", "T-1", "t-1 "})
    void anUnknownIdIsAnsweredWithASentence(String id) throws JMException {
        FakeTunnel tunnel = model.open("t-1");

        assertThat(invokeClose(id)).startsWith("No live tunnel has the id \"" + (id == null ? "" : id) + "\".\n");
        assertThat(tunnel.end()).isEmpty();
        assertThat(audit.lines).hasSize(1);
    }

    @Test
    void aHostileIdForgesNoAuditLine() throws JMException {
        invokeClose("x\nINFO Policy.reload() by root\u001b[2J\u202e" + "y".repeat(10_000));

        assertThat(audit.lines)
                .singleElement()
                .asString()
                .startsWith("WARN Tunnels.close(x\\u000aINFO Policy.reload() by root\\u001b[2J\\u202eyyy")
                .hasSizeLessThan(1200)
                .doesNotContain("\n");
    }

    @Test
    void allLiveTunnelsTakeTheRelayPolicyInForce() throws JMException {
        FakeTunnel first = model.open("t-1");
        FakeTunnel second = model.open("t-2");

        assertThat(model.server.invoke(ManagedModel.name("Tunnels"), "applyRelayPolicy", null, null))
                .isEqualTo("Live tunnels that go by the relay policy in force: 2");
        assertThat(first.applied()).isEqualTo(second.applied()).isEqualTo(1);
        assertThat(audit.lines)
                .containsExactly("INFO Tunnels.applyRelayPolicy() by local: Live tunnels that go by the relay policy in"
                        + " force: 2");
    }

    @Test
    void throttleHoldsThatTunnelToTheRate() throws JMException {
        FakeTunnel wanted = model.open("t-1");
        FakeTunnel other = model.open("t-2");

        assertThat(invokeThrottle("t-1", 1000)).isEqualTo("Tunnel t-1 is held to 1000 bytes a second.");
        assertThat(wanted.throttle()).hasValue(1000);
        assertThat(invokeThrottle("t-1", 0)).isEqualTo("Tunnel t-1 is held to what its relay policy says.");
        assertThat(wanted.throttle()).hasValue(0);
        assertThat(other.throttle()).isEmpty();
        assertThat(audit.lines)
                .first()
                .isEqualTo("INFO Tunnels.throttle(t-1, 1000) by local: Tunnel t-1 is held to 1000 bytes a second.");
    }

    @Test
    void whatCannotBeThrottledIsAnsweredWithASentence() throws JMException {
        FakeTunnel tunnel = model.open("t-1");

        assertThat(invokeThrottle("t-1", -1)).startsWith("No tunnel can be held to -1 bytes a second");
        assertThat(invokeThrottle(null, 5)).startsWith("No live tunnel has the id \"\".");
        assertThat(tunnel.throttle()).isEmpty();
    }

    private String invokeThrottle(String id, long bytesPerSecond) throws JMException {
        Object[] arguments = {id, bytesPerSecond};
        String[] signature = {"java.lang.String", "long"};
        return (String) model.server.invoke(ManagedModel.name("Tunnels"), "throttle", arguments, signature);
    }

    private Object get(String attribute) throws JMException {
        return model.get("Tunnels", attribute);
    }

    private CompositeData[] rows(String attribute) throws JMException {
        return (CompositeData[]) get(attribute);
    }

    private String invokeClose(String id) throws JMException {
        Object[] arguments = {id};
        String[] signature = {"java.lang.String"};
        return (String) model.server.invoke(ManagedModel.name("Tunnels"), "close", arguments, signature);
    }
}
