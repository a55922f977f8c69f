package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.PortSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with single values. */
final class ValuesTest {
    private static final String NUMBER = "; allowed: a whole number from 1 to 10000000";
    private static final String DURATION = "; allowed: a duration from 1ms to 7d, such as 250ms, 10s, 5m, 1h or 7d";

    @Test
    void aDurationNeedsAUnit() {
        assertThat(problems("client_connection:", "  initiation_timeout: 10"))
                .containsExactly("adit.yaml:2:23: client_connection.initiation_timeout: found '10'" + DURATION);
    }

    @Test
    void aDurationOutsideItsRangeIsRefused() {
        assertThat(problems("client_connection: {initiation_timeout: 0s}", "target_connection: {connect_timeout: 8d}"))
                .containsExactly(
                        "adit.yaml:1:41: client_connection.initiation_timeout: found '0s'" + DURATION,
                        "adit.yaml:2:38: target_connection.connect_timeout: found '8d'" + DURATION);
    }

    @Test
    void zeroMeansNoneWhereThatIsAllowed() throws Exception {
        assertThat(load("shutdown: {drain_timeout: 0}").drainTimeout()).isEqualTo(Duration.ZERO);
        assertThat(load("client_connection: {relay_policy: {idle_timeout: 0s}}")
                        .clientToTarget()
                        .idleTimeout())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aSizeOutsideItsRangeIsRefused() {
        assertThat(problems("limits: {head_size: 2MB}"))
                .containsExactly("adit.yaml:1:21: limits.head_size: found '2MB'; allowed: a number of bytes from 1kb"
                        + " to 1mb, such as 1000, 16kb or 100mb");
    }

    @Test
    void aRateMayHaveAUnit() throws Exception {
        assertThat(load("target_connection: {relay_policy: {max_rate_bps: 10mb}}")
                        .targetToClient()
                        .maxRateBps())
                .isEqualTo(10L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "1_000", "0x10", "22:22", "0b11"})
    void aNumberThatYaml11ReadsInItsOwnWayIsRefused(String text) {
        assertThat(problems("limits: {max_connections: " + text + "}"))
                .containsExactly("adit.yaml:1:27: limits.max_connections: found '" + text
                        + "', which YAML 1.1 reads as a number in another notation" + NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1e3", "many", "10000001", "99999999999999999999", "10kb", "+5"})
    void aNumberOutsideItsRangeIsRefused(String text) {
        assertThat(problems("limits: {max_connections: " + text + "}"))
                .containsExactly("adit.yaml:1:27: limits.max_connections: found '" + text + "'" + NUMBER);
    }

    @Test
    void aNumberInQuotesIsAText() {
        assertThat(problems("limits: {max_connections: '5'}"))
                .containsExactly("adit.yaml:1:27: limits.max_connections: found '5' in quotes" + NUMBER);
    }

    @Test
    void nothingIsNoValue() {
        assertThat(problems("limits:", "  max_connections:"))
                .containsExactly("adit.yaml:2:19: limits.max_connections: found nothing" + NUMBER);
    }

    @Test
    void aListIsNoNumber() {
        assertThat(problems("limits: {max_connections: [5]}"))
                .containsExactly("adit.yaml:1:27: limits.max_connections: found a list" + NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "True"})
    void onlyTrueAndFalseAreBooleans(String text) {
        assertThat(problems("open_proxy: " + text))
                .containsExactly("adit.yaml:1:13: open_proxy: found '" + text
                        + "', which YAML 1.1 reads as a boolean; allowed: true or false");
    }

    @Test
    void aTextThatYamlReadsAsSomethingElseNeedsQuotes() throws Exception {
        assertThat(problems("listeners: [{name: no}, {name: 12}, {name: 2001-01-01}, {name: 1.5}]"))
                .extracting(line -> line.substring(0, line.indexOf("; allowed")))
                .containsExactly(
                        "adit.yaml:1:20: listeners[0].name: found 'no', which YAML reads as a boolean unless it is"
                                + " quoted",
                        "adit.yaml:1:32: listeners[1].name: found '12', which YAML reads as a number unless it is"
                                + " quoted",
                        "adit.yaml:1:44: listeners[2].name: found '2001-01-01', which YAML reads as a date unless it"
                                + " is quoted",
                        "adit.yaml:1:64: listeners[3].name: found '1.5', which YAML reads as a number unless it is"
                                + " quoted");
        assertThat(load("listeners: [{name: 'no'}]").listeners().get(0).name()).isEqualTo("no");
    }

    @Test
    void allowedTargetsHasNoLookAround() {
        assertThat(problems("target_connection:", "  allowed_targets: '(?=a)'"))
                .containsExactly("adit.yaml:2:20: target_connection.allowed_targets: found '(?=a)' (invalid or"
                        + " unsupported Perl syntax (look-ahead and look-behind are not supported, because they defeat"
                        + " linear time)); allowed: an RE2 regular expression, found anywhere in host:port");
    }

    @Test
    void allowedTargetsHasNoBackReferences() {
        assertThat(problems("target_connection:", "  allowed_targets: '(a)\\1'"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:2:20: target_connection.allowed_targets: found '(a)\\1' (")
                .contains("back-references are not supported");
    }

    @Test
    void anEmptyPatternWouldAllowEverything() {
        assertThat(problems("target_connection: {allowed_targets: ''}"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:38: target_connection.allowed_targets: found ''; allowed: an RE2");
    }

    @Test
    void aPatternWithoutAValueIsNotAMissingPattern() {
        assertThat(problems("target_connection: {allowed_targets: }"))
                .singleElement()
                .asString()
                .contains("target_connection.allowed_targets: found nothing; allowed: an RE2");
    }

    @Test
    void portsAreAListOrAny() throws Exception {
        assertThat(ports("[443, 8443]")).contains(PortSet.of(443, 8443));
        assertThat(ports("any")).contains(PortSet.ANY);
        assertThat(ports("[]")).contains(PortSet.of());
        assertThat(ports("[443, 443]")).contains(PortSet.of(443));
        assertThat(problems("policy: {allowed_ports: {connect: 443}}"))
                .containsExactly("adit.yaml:1:35: policy.allowed_ports.connect: found '443'; allowed: a list of ports"
                        + " from 1 to 65535, such as [443, 8000-8999], or any");
        assertThat(problems("policy: {allowed_ports: {connect: [443, 0, 22:22]}}"))
                .containsExactly(
                        "adit.yaml:1:41: policy.allowed_ports.connect[1]: found '0'; allowed: a port from 1 to"
                                + " 65535, or a range of them such as 8000-8999",
                        "adit.yaml:1:44: policy.allowed_ports.connect[2]: found '22:22', which YAML 1.1 reads as a"
                                + " number in another notation; allowed: a port from 1 to 65535, or a range of them such as"
                                + " 8000-8999");
    }

    @Test
    void theDefaultPortsGiveWayToAllowedTargets() throws Exception {
        String targets = "target_connection: {allowed_targets: 'example'}";

        assertThat(load(targets).policyOf("main").rules().ports().connect()).isEmpty();
        assertThat(load(targets, "policy: {allowed_ports: {connect: [443]}}")
                        .policyOf("main")
                        .rules()
                        .ports()
                        .connect())
                .contains(PortSet.of(443));
    }

    @Test
    void allowedAddressesAreBlocksOfAddresses() throws Exception {
        assertThat(load("policy: {allowed_addresses: ['127.0.0.0/8', '::1/128']}")
                        .policyOf("main")
                        .addresses()
                        .allowed())
                .hasSize(2);
        assertThat(problems("policy: {allowed_addresses: ['']}"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:30: policy.allowed_addresses[0]: found '' (")
                .endsWith("; allowed: a block of addresses, such as 10.0.0.0/8 or ::1/128");
    }

    @Test
    void aListWithoutAValueIsNotAnEmptyList() {
        assertThat(problems("policy:", "  block_lists:"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:2:15: policy.block_lists: found nothing; allowed: a list, each element a file");
    }

    @Test
    void everyEnforcedKeyAtOnce() throws Exception {
        Settings settings = load(
                "listeners:",
                "  - {name: main, address: \"127.0.0.1:8080\", mode: http}",
                "  - {name: db,   address: \"127.0.0.1:5432\", mode: tcp, destination: \"db.example:5432\"}",
                "client_connection:",
                "  initiation_timeout: 10s",
                "  relay_policy: {idle_timeout: 5m, min_rate_bpm: 0, max_rate_bps: 0, max_lifetime: 0s,"
                        + " max_total_payload: 0}",
                "target_connection:",
                "  connect_timeout: 10s",
                "  dns_cache_ttl: 60s",
                "  allowed_targets: \"(?i)(^|\\\\.)example\\\\.com:443$\"",
                "  relay_policy: {}",
                "policy:",
                "  allowed_ports: {connect: [443], http: [80, 443]}",
                "  allowed_addresses: []",
                "  block_lists: [\"blocked/*.txt\"]",
                "  rules: []",
                "limits: {max_connections: 50000, max_tunnels_per_client: 0, new_tunnels_per_second_per_client: 0,"
                        + " head_size: 16kb}",
                "shutdown: {drain_timeout: 30s}",
                "privacy: {client: none, user: none, target: none}");

        assertThat(settings.listeners()).extracting(Settings.Listener::name).isEqualTo(List.of("main", "db"));
        assertThat(settings.policyOf("main")
                        .rules()
                        .allowedTargets()
                        .orElseThrow()
                        .pattern()
                        .pattern())
                .isEqualTo("(?i)(^|\\.)example\\.com:443$");
    }

    private static Optional<PortSet> ports(String text) throws ConfigurationException {
        return load("policy: {allowed_ports: {connect: " + text + "}}")
                .policyOf("main")
                .rules()
                .ports()
                .connect();
    }
}
