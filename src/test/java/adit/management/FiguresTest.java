package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.Latencies.Step;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.Verdict;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of steps, threads, targets and rules as JMX shows them. */
class FiguresTest {
    @TempDir
    private Path folder;

    private ManagedModel model = new ManagedModel();

    @AfterEach
    void close() {
        model.close();
    }

    private void open(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("adit.yaml"), configuration);
        model.close();
        model = new ManagedModel(Optional.of(file), () -> Instant.EPOCH);
    }

    private List<String> rows(String type, String attribute, String... items) throws JMException {
        return Arrays.stream((CompositeData[]) model.get(type, attribute))
                .map(row -> Arrays.toString(row.getAll(items)))
                .toList();
    }

    @Test
    void eachStepHasItsPercentiles() throws JMException {
        model.registry.latencies().took(Step.CONNECT, TimeUnit.MICROSECONDS.toNanos(100));

        String[] items = {"phase", "count", "p50Micros", "p90Micros", "p99Micros", "p999Micros", "maxMicros"};
        assertThat(rows("Latency", "Phases", items))
                .containsExactly(
                        "[accept_to_reply, 0, 0, 0, 0, 0, 0]",
                        "[tls, 0, 0, 0, 0, 0, 0]",
                        "[dns, 0, 0, 0, 0, 0, 0]",
                        "[connect, 1, 100, 100, 100, 100, 100]");
        assertThat(rows("Latency", "PhasesOfLastMinute", items)).isEqualTo(rows("Latency", "Phases", items));
    }

    @Test
    void eachThreadHasItsLoad() throws JMException {
        assertThat(rows("Threads", "Threads", "name", "loadPercent", "lagMicros", "tunnels", "parkedBytes"))
                .containsExactly("[io-1, 42, 1500, 5, 65536]");
        assertThat(model.get("Threads", "ParkedBytes")).isEqualTo(65_536L);
    }

    @Test
    void theWayOfTheBytesIsToldWithItsReason() throws JMException {
        assertThat(model.get("Relay", "DataPath")).isEqualTo("splice");
        assertThat(model.get("Relay", "Reason")).isEqualTo("for a reason");
        assertThat(model.get("Relay", "MaxPipes")).isEqualTo(8);
        assertThat(model.get("Relay", "Pipes")).isEqualTo(2);
        assertThat(model.get("Relay", "SplicedBytesTotal")).isEqualTo(123_456L);
    }

    @Test
    void theTopTargetsAreShownAsTheDialSays() throws Exception {
        for (String dial : List.of("full", "hashed", "none")) {
            open("privacy: {target: " + dial + "}\n");
            for (int i = 1; i <= 3; i++) {
                FakeTunnel tunnel = model.open("t-" + i)
                        .asked("", "secret.example:443")
                        .from("192.0.2." + i)
                        .moved(30, Duration.ZERO);
                model.registry.closed(tunnel.record(Outcome.ESTABLISHED));
            }
            List<String> rows = rows("Tunnels", "TopTargets", "target", "tunnels", "bytes", "clients");
            switch (dial) {
                case "full" -> assertThat(rows).containsExactly("[secret.example:443, 3, 300, >=3]");
                case "hashed" -> assertThat(rows).singleElement().asString().matches("\\[[0-9a-f]{16}, 3, 300, >=3]");
                default -> assertThat(rows).isEmpty();
            }
        }
    }

    @Test
    void eachRuleHasItsFiguresAlsoTheOneThatNeverDecided() throws Exception {
        open("policy:\n  rules:\n  - {id: first, action: allow, hosts: [a.example]}\n  - {id: second, action: deny}\n");
        Decision denial = new Decision(Verdict.NOT_ALLOWED, "second", "no");
        decide("192.0.2.1", denial);
        decide("192.0.2.2", denial);
        for (int client = 1; client <= 3; client++) {
            decide("192.0.2." + client, new Decision(Verdict.BLOCKED, "ads:7", "no"));
        }

        assertThat(rows(
                        "Policy",
                        "RuleFigures",
                        "policy",
                        "rule",
                        "hits",
                        "clients",
                        "denials",
                        "wouldDeny",
                        "lastHit"))
                .containsExactly(
                        "[default, first, 0, 0, 0, 0, ]",
                        "[default, second, -1, <3, -1, -1, ]",
                        "[default, ads, 3, >=3, 3, 0, 1970-01-01T00:00:00Z]");
    }

    private void decide(String client, Decision decision) {
        AccessRequest request = new FakeTunnel("t-0")
                .asked("", "b.example:443")
                .from(client)
                .request()
                .orElseThrow();
        model.rules.decided(request, "default", decision);
    }
}
