package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Manual;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The metrics of a proxy that has had some of everything, against what JMX says of it. */
class MetricsTest {
    private static final String CONFIGURATION = """
            listeners:
              - {name: main, address: '127.0.0.1:0'}
              - {name: trial, address: '127.0.0.1:0', policy: trial}
              - {name: secure, address: '127.0.0.1:0', mode: https, tls: {certificate: adit.pem, key: adit.key}}
            admin: {address: '127.0.0.1:0'}
            policy:
              allowed_addresses: ['127.0.0.0/8']
              block_lists: [blocked.txt]
              rules: [{id: nowhere, action: deny, hosts: [nowhere.example]}, {id: rest, action: allow}]
            policies:
              trial: {mode: report, allowed_addresses: ['127.0.0.0/8'], rules: [{id: nobody, action: deny}]}
            """;

    private static final Pattern METRIC = Pattern.compile("\\b(?:adit|jvm|process)_[a-z0-9_]+");
    private static final Pattern LINE =
            Pattern.compile("[a-z][a-z0-9_]*(\\{([a-z_]+=\"([^\"\\\\\n]|\\\\[\"\\\\n])*\",?)*})?"
                    + " (NaN|[+-]Inf|-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?)");
    /** Keys that bound something. */
    private static final Pattern LIMIT =
            Pattern.compile("^limits\\.|\\.relay_policy\\.|(?<!user_)timeout$|max_|cache_size|queue");

    private static final Set<String> LABELS = Set.of(
            "listener",
            "outcome",
            "direction",
            "end",
            "policy",
            "rule",
            "result",
            "list",
            "subject",
            "io_thread",
            "version",
            "quantile");

    @TempDir
    private static Path folder;

    private static Administered adit;
    private static Map<String, Double> scraped;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(folder.resolve("blocked.txt"), "ads.example\n");
        copy("ec.pem", "adit.pem");
        copy("ec-pkcs8.key", "adit.key");
        adit = new Administered(folder, CONFIGURATION);
        try (Tunnels tunnels = new Tunnels()) {
            tunnels.assertServed(port(0), 3);
            tunnels.assertServed(port(1), 3);
            tunnels.tunnel(port(0)).close();
            for (String target :
                    new String[] {"nowhere.example:443", "ads.example:443", "192.168.0.1:443", "no such"}) {
                for (int client = 1; client <= 3; client++) {
                    refused(tunnels, target);
                }
            }
        }
        adit.reload(CONFIGURATION + "limits: {max_tunnels_per_user: 10, max_connections: 10000000}\n");
        adit.reload("nonsense: true\n");
        await().until(() -> attribute("Tunnels.LiveCount") == 0);
        scraped = adit.scrape();
    }

    private static void copy(String resource, String file) throws IOException {
        try (InputStream in = MetricsTest.class.getResourceAsStream("/adit/tls/" + resource)) {
            Files.copy(in, folder.resolve(file));
        }
    }

    private static void refused(Tunnels tunnels, String target) throws IOException {
        try (Socket client = tunnels.client(port(0))) {
            Tunnels.send(client, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
            assertThat(client.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 4");
        }
    }

    @AfterAll
    static void close() throws Exception {
        adit.close();
    }

    private static int port(int listener) {
        return adit.server.addresses().get(listener).getPort();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Tunnels.LiveCount, adit_tunnels",
                "Tunnels.OpenedTotal, adit_tunnels_opened_total",
                "Tunnels.ClosedTotal, adit_tunnels_closed_total",
                "Tunnels.BytesToClientTotal, `adit_relayed_bytes_total{direction=\"to_client\"`",
                "Tunnels.BytesToTargetTotal, `adit_relayed_bytes_total{direction=\"to_target\"`",
                "Policy.WouldDenyTotal, adit_policy_would_deny_total",
                "Policy.Generation, adit_policy_generation",
                "Policy.ReloadTotal, `adit_reloads_total{result=\"ok\"`",
                "Policy.RefusedReloadTotal, `adit_reloads_total{result=\"refused\"`",
                "BlockLists.Entries, adit_block_list_entries",
                "Limits.ClientsInUse, adit_clients",
                "Limits.UsersInUse, adit_users",
                "Limits.TargetsInUse, adit_targets",
                "Dns.CacheSize, adit_dns_cache_entries",
                "Dns.CacheLimit, adit_dns_cache_entries_limit",
                "Dns.HitTotal, adit_dns_cache_hits_total",
                "Dns.NegativeHitTotal, adit_dns_cache_negative_hits_total",
                "Dns.MissTotal, adit_dns_cache_misses_total",
                "Dns.FailureTotal, adit_dns_failures_total",
                "Dns.PendingCount, adit_dns_pending_names",
                "Dns.PendingLimit, adit_dns_pending_names_limit"
            })
    void aCountIsThatOfJmx(String attribute, String metric) throws Exception {
        assertThat(sum(metric)).isEqualTo(attribute(attribute));
    }

    @Test
    void eachListenersCountsAreThoseOfItsBean() throws Exception {
        for (String name : new String[] {"main", "trial", "secure"}) {
            String bean = "Listener,name=\"" + name + "\"";
            String labels = "{listener=\"" + name + "\"}";
            assertThat(scraped)
                    .containsEntry("adit_tunnels" + labels, number(bean, "LiveCount"))
                    .containsEntry("adit_tunnels_opened_total" + labels, number(bean, "OpenedTotal"))
                    .containsEntry("adit_listener_up" + labels, 1.0);
            for (CompositeData row : rows(bean, "OutcomeTotals")) {
                String outcome = "{listener=\"" + name + "\",outcome=\"" + row.get("outcome") + "\"}";
                assertThat(scraped)
                        .containsEntry("adit_tunnels_closed_total" + outcome, ((Long) row.get("total")).doubleValue());
            }
            for (CompositeData certificate : rows(bean, "Certificates")) {
                assertThat(scraped.get("adit_certificate_expiry_timestamp_seconds{listener=\"" + name + "\",subject=\""
                                + certificate.get("subject") + "\"}"))
                        .isEqualTo((double) Instant.parse((String) certificate.get("notAfter"))
                                .getEpochSecond());
            }
        }
        assertThat(rows("Listener,name=\"secure\"", "Certificates")).isNotEmpty();
    }

    @Test
    void relaysEndedAsJmxSays() throws Exception {
        for (CompositeData row : rows("Tunnels", "RelayEndTotals")) {
            String end = ",end=\"" + row.get("end") + "\"";
            assertThat(sum("adit_relay_ends_total{direction=\"to_target\"" + end))
                    .isEqualTo(((Long) row.get("toTarget")).doubleValue());
            assertThat(sum("adit_relay_ends_total{direction=\"to_client\"" + end))
                    .isEqualTo(((Long) row.get("toClient")).doubleValue());
        }
        assertThat(sum("adit_relay_ends_total{direction=\"to_client\",end=\"eof\""))
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void rulesDeniedAsJmxSays() throws Exception {
        for (CompositeData row : rows("Policy", "RuleFigures")) {
            if (row.get("lastHit").equals("")) {
                continue;
            }
            String rule = "{policy=\"" + row.get("policy") + "\",rule=\"" + row.get("rule") + "\"}";
            assertThat(scraped)
                    .containsEntry("adit_policy_denied_total" + rule, ((Long) row.get("denials")).doubleValue())
                    .containsEntry("adit_policy_would_deny_total" + rule, ((Long) row.get("wouldDeny")).doubleValue());
        }
        assertThat(scraped)
                .containsEntry("adit_policy_denied_total{policy=\"default\",rule=\"nowhere\"}", 3.0)
                .containsEntry("adit_policy_denied_total{policy=\"default\",rule=\"blocked.txt\"}", 3.0)
                .containsEntry("adit_tunnels_closed_total{listener=\"main\",outcome=\"address_denied\"}", 3.0)
                .containsEntry("adit_policy_would_deny_total{policy=\"trial\",rule=\"nobody\"}", 3.0);
    }

    @Test
    void everyLimitOfTheConfigurationIsAmongTheLimits() throws Exception {
        List<String> limits = Stream.of("Limits", "TunnelLimits")
                .flatMap(attribute -> names("Limits", attribute, "name"))
                .toList();
        assertThat(limits).doesNotHaveDuplicates();
        assertThat(names("Configuration", "Values", "key"))
                .filteredOn(key -> LIMIT.matcher(key).find())
                // How the others are measured.
                .filteredOn(key -> !key.equals("limits.new_tunnels_burst"))
                .hasSizeGreaterThan(30)
                .isSubsetOf(limits);
        // Those that are left out have no value in the configuration.
        assertThat(limits).contains("limits.max_connections_per_client", "limits.parked_bytes");
    }

    private static Stream<String> names(String bean, String attribute, String column) {
        try {
            return StreamSupport.stream(rows(bean, attribute).spliterator(), false)
                    .map(row -> (String) row.get(column));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachIoThreadIsThereUnderItsName() throws Exception {
        for (CompositeData row : rows("Threads", "Threads")) {
            String label = "{io_thread=\"" + row.get("name") + "\"}";
            assertThat(scraped)
                    .containsEntry("adit_parked_bytes" + label, ((Long) row.get("parkedBytes")).doubleValue())
                    .containsKeys("adit_io_thread_lag_seconds" + label, "adit_io_thread_load_ratio" + label);
        }
        assertThat(sum("adit_parked_bytes")).isZero();
    }

    @Test
    void howBytesAreMovedIsAsInJmx() throws Exception {
        assertThat(scraped)
                .containsEntry("adit_relay_spliced_bytes_total", number("Relay", "SplicedBytesTotal"))
                .containsEntry("adit_relay_pipes", number("Relay", "Pipes"));
    }

    @Test
    void theLimitOfConnectionsIsThatInForceAsInJmx() throws Exception {
        assertThat(rows("Limits", "Limits"))
                .filteredOn(row -> row.get("name").equals("limits.max_connections"))
                .extracting(row -> ((Long) row.get("limit")).doubleValue())
                .containsExactly(scraped.get("adit_connections_limit"));
    }

    @Test
    void whatHasNoCountInJmxIsThereToo() {
        assertThat(scraped)
                .containsEntry("adit_ready", 1.0)
                .containsEntry("adit_last_reload_successful", 0.0)
                .containsEntry("adit_build_info{version=\"development\"}", 1.0)
                .containsEntry("adit_block_list_stale{list=\"blocked.txt\"}", 0.0)
                .containsKeys("adit_dns_lookup_seconds{quantile=\"0.99\"}")
                .containsKeys("adit_uptime_seconds", "process_start_time_seconds", "jvm_threads_current");
    }

    @Test
    void everyLineIsOneOfTheFormatAndNoLabelTellsWhoOrWhere() {
        assertThat(adit.get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                .hasSizeGreaterThan(100)
                .filteredOn(line -> !line.startsWith("adit_certificate_"))
                .allMatch(line -> LINE.matcher(line).matches())
                .noneMatch(line -> line.contains("example") || line.contains("192.168") || line.contains("127.0.0.1"));
        assertThat(scraped.keySet().stream()
                        .filter(name -> name.startsWith("adit_"))
                        .flatMap(name -> Pattern.compile("([a-z_]+)=\"")
                                .matcher(name)
                                .results()
                                .map(found -> found.group(1))))
                .isSubsetOf(LABELS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4",
                "application/openmetrics-text; version=1.0.0; charset=utf-8"
            })
    void whoAsksForOpenMetricsGetsIt(String accepted) {
        Administered.Answer answer = adit.get("/metrics", "Accept: " + accepted + "\r\n");

        assertThat(answer.head()).containsIgnoringCase("Content-Type: application/openmetrics-text; version=1.0.0");
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE adit_tunnels_opened counter");
        assertThat(adit.get("/metrics").head()).containsIgnoringCase("Content-Type: text/plain; version=0.0.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/grafana-dashboard.json", "conf/adit-alerts.yaml"})
    void everyMetricThatDashboardAndAlertsNameIsThere(String file) throws Exception {
        Set<String> named = expressions(
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of(file))))
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = scraped.keySet().stream()
                .map(name -> name.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(known);
    }

    @Test
    void theManualListsThem() throws IOException {
        String page = adit.get("/metrics").body();
        List<String> lines = new ArrayList<>(Manual.head("metric", "type", "labels", "meaning"));
        Pattern.compile("# HELP (adit_\\w+) (.*)\n# TYPE \\w+ (\\w+)\n")
                .matcher(page)
                .results()
                .forEach(metric -> lines.add(Manual.row(
                        Manual.code(metric.group(1)),
                        metric.group(3),
                        String.join(", ", labels(metric.group(1))),
                        Manual.plain(metric.group(2)))));
        Manual.assertTells("metrics.md", "metrics", lines);
    }

    private static Set<String> labels(String metric) {
        return scraped.keySet().stream()
                .filter(name -> name.startsWith(metric + "{"))
                .flatMap(name -> Pattern.compile("([a-z_]+)=\"").matcher(name).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMetricThatAPageOfTheManualNamesIsThere() throws IOException {
        Set<String> known = scraped.keySet().stream()
                .map(name -> name.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
        for (Path page : Manual.pages()) {
            assertThat(Manual.words(page).stream()
                            .flatMap(word -> Pattern.compile("^adit_[a-z_]+")
                                    .matcher(word)
                                    .results())
                            .map(MatchResult::group)
                            .filter(name -> !name.equals("adit_")))
                    .as("metrics in %s", page)
                    .isSubsetOf(known);
        }
    }

    /** Of a document, JSON or YAML, what stands behind {@code expr}. */
    private static Stream<String> expressions(Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> "expr".equals(entry.getKey())
                            ? Stream.of((String) entry.getValue())
                            : expressions(entry.getValue()));
        }
        return node instanceof Iterable<?> list
                ? StreamSupport.stream(list.spliterator(), false).flatMap(MetricsTest::expressions)
                : Stream.empty();
    }

    /** Of all that begin so. */
    private static double sum(String metric) {
        String exact = metric.contains("{") ? metric : metric + "{";
        return scraped.entrySet().stream()
                .filter(entry -> entry.getKey().equals(metric) || entry.getKey().startsWith(exact))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** @param name such as {@code Tunnels.LiveCount} */
    private static double attribute(String name) throws JMException {
        int dot = name.indexOf('.');
        return number(name.substring(0, dot), name.substring(dot + 1));
    }

    private static double number(String bean, String attribute) throws JMException {
        return ((Number) adit.attribute(bean, attribute)).doubleValue();
    }

    private static Iterable<CompositeData> rows(String bean, String attribute) throws JMException {
        return Arrays.asList((CompositeData[]) adit.attribute(bean, attribute));
    }
}
