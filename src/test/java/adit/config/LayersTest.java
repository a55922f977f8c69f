package adit.config;

import static adit.config.Loading.bytes;
import static adit.config.Loading.loader;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.config.Settings.Listener;
import adit.policy.PortSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayersTest {
    private static final byte[] FILE = bytes("shutdown: {drain_timeout: 1m}");

    @Test
    void theFileWinsOverTheDefaults() throws Exception {
        assertThat(loader(Map.of(), Map.of()).load(FILE).drainTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        Map<String, String> environment = Map.of("ADIT_SHUTDOWN_DRAIN_TIMEOUT", "2m");

        assertThat(loader(environment, Map.of()).load(FILE).drainTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theCommandLineWinsOverAll() throws Exception {
        Map<String, String> environment = Map.of("ADIT_SHUTDOWN_DRAIN_TIMEOUT", "2m");
        Map<String, String> commandLine = Map.of("shutdown.drain_timeout", "3m");

        assertThat(loader(environment, commandLine).load(FILE).drainTimeout()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void eachKeyComesFromItsOwnStrongestLayer() throws Exception {
        byte[] file = bytes("client_connection: {initiation_timeout: 7s, relay_policy: {max_rate_bps: 1kb}}");
        Map<String, String> environment = Map.of("ADIT_CLIENT_CONNECTION_INITIATION_TIMEOUT", "5s");

        Settings settings = loader(environment, Map.of()).load(file);

        assertThat(settings.initiationTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.clientToTarget().maxRateBps()).isEqualTo(1024);
        assertThat(settings.clientToTarget().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void commasSeparateTheElementsOfAList() throws Exception {
        Map<String, String> environment = Map.of(
                "ADIT_POLICY_ALLOWED_PORTS_CONNECT", "443, 8443",
                "ADIT_POLICY_ALLOWED_ADDRESSES", "127.0.0.0/8,::1/128");

        Settings settings = loader(environment, Map.of()).load(FILE);

        assertThat(settings.policyOf("main").rules().ports().connect()).contains(PortSet.of(443, 8443));
        assertThat(settings.policyOf("main").addresses().allowed()).hasSize(2);
    }

    @Test
    void anEmptyTextIsAnEmptyListAndNoOtherValue() throws Exception {
        Map<String, String> ports = Map.of("ADIT_POLICY_ALLOWED_PORTS_CONNECT", "");

        assertThat(loader(ports, Map.of())
                        .load(FILE)
                        .policyOf("main")
                        .rules()
                        .ports()
                        .connect())
                .contains(PortSet.of());
        assertThat(problems(loader(Map.of("ADIT_OPEN_PROXY", ""), Map.of()), FILE))
                .containsExactly("environment: ADIT_OPEN_PROXY: found ''; allowed: true or false");
    }

    @Test
    void anyPortMayBeSaidInTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("ADIT_POLICY_ALLOWED_PORTS_CONNECT", "any");

        assertThat(loader(environment, Map.of())
                        .load(FILE)
                        .policyOf("main")
                        .rules()
                        .ports()
                        .connect())
                .contains(PortSet.ANY);
    }

    @Test
    void aWrongValueInTheEnvironmentNamesItsVariable() {
        Map<String, String> environment = Map.of("ADIT_LIMITS_HEAD_SIZE", "2tb");

        assertThat(problems(loader(environment, Map.of()), FILE))
                .containsExactly("environment: ADIT_LIMITS_HEAD_SIZE: found '2tb'; allowed: a number of bytes from"
                        + " 1kb to 1mb, such as 1000, 16kb or 100mb");
    }

    @Test
    void aVariableThatIsMeantAsAKeyMustBeOne() {
        Map<String, String> environment = Map.of(
                "ADIT_LIMITS_HEADSIZE", "16kb",
                "ADIT_TARGET_CONECTION_CONNECT_TIMEOUT", "hunter2",
                "ADIT_POLICY_NOTHING_LIKE_IT_IS_KNOWN", "1");

        assertThat(problems(loader(environment, Map.of()), FILE))
                .containsExactly(
                        "environment: ADIT_LIMITS_HEADSIZE: is not a known key; did you mean"
                                + " 'ADIT_LIMITS_HEAD_SIZE'?",
                        "environment: ADIT_POLICY_NOTHING_LIKE_IT_IS_KNOWN: is not a known key",
                        "environment: ADIT_TARGET_CONECTION_CONNECT_TIMEOUT: is not a known key; did you mean"
                                + " 'ADIT_TARGET_CONNECTION_CONNECT_TIMEOUT'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADIT_HOME",
                "ADIT_BASE",
                "ADIT_OPTS",
                "ADIT_START_TIMEOUT",
                "ADIT_STOP_TIMEOUT",
                "ADIT_PID",
                "ADIT_CONF",
                "ADIT_JAVA",
                "ADITX",
                "PATH"
            })
    void otherVariablesAreLeftAlone(String name) {
        assertThat(problems(loader(Map.of(name, "x"), Map.of()), FILE)).isEmpty();
    }

    @Test
    void noTwoKeysShareAVariable() {
        Set<String> variables = new HashSet<>();

        assertThat(Schema.keys())
                .allSatisfy(key -> assertThat(variables.add(key.variable())).isTrue());
    }

    @Test
    void anUnknownKeyOnTheCommandLineIsRefused() {
        assertThat(problems(loader(Map.of(), Map.of("limits.headsize", "1")), FILE))
                .containsExactly("command line: limits.headsize: is not a known key; did you mean 'limits.head_size'?");
    }

    @Test
    void theCommandLineDescribesOneListenerInPlaceOfAll() throws Exception {
        byte[] file = bytes("listeners: [{name: a, address: 127.0.0.1:1}, {name: b, address: 127.0.0.1:2}]");
        Map<String, String> commandLine = Map.of(
                "listeners.address", "127.0.0.1:0",
                "listeners.mode", "tcp",
                "listeners.destination", "db.example:5432");

        assertThat(loader(Map.of(), commandLine).load(file).listeners())
                .singleElement()
                .extracting(
                        Listener::name,
                        l -> l.address().getPort(),
                        l -> l.mode().name(),
                        l -> l.destination().orElseThrow().toString())
                .containsExactly("main", 0, "TCP", "db.example:5432");
    }

    @Test
    void aWrongListenerOnTheCommandLineIsOneProblem() {
        Map<String, String> commandLine = Map.of("listeners.address", "8080", "listeners.mode", "tcp");

        assertThat(problems(loader(Map.of(), commandLine), FILE))
                .containsExactly("command line: listeners.address: found '8080'; allowed: an address and a port from"
                        + " 0 (any free one) to 65535, such as 127.0.0.1:8080, [::1]:8080 or localhost:8080");
    }

    @Test
    void variablesStandForTheirValues() throws Exception {
        byte[] file = bytes(
                "limits:",
                "  max_connections: 5${env:ZEROS}",
                "shutdown: {drain_timeout: '${sys:java.specification.version}s'}",
                "listeners: [{name: 'n${env:UNSET:-7}'}]");

        Settings settings = loader(Map.of("ZEROS", "00"), Map.of()).load(file);

        assertThat(settings.limits().maxConnections()).isEqualTo(500);
        assertThat(settings.drainTimeout())
                .isEqualTo(Duration.ofSeconds(Runtime.version().feature()));
        assertThat(settings.listeners().get(0).name()).isEqualTo("n7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:UNSET}",
                "${sys:unset.property}",
                "${sys:}",
                "${env:LOOP}",
                "${file:UTF-8:/etc/passwd}",
                "${java:version}",
                "${HOME}"
            })
    void whatIsNotASetVariableIsRefused(String text) {
        Map<String, String> environment = Map.of("LOOP", "${env:LOOP}", "HOME", "/root");

        assertThat(problems(loader(environment, Map.of()), bytes("shutdown: {drain_timeout: '" + text + "'}")))
                .containsExactly("adit.yaml:1:27: shutdown.drain_timeout: found '" + text
                        + "', which refers to something other than a set ${env:NAME} or ${sys:NAME}; allowed: 0 for"
                        + " none, or a duration up to 7d, such as 250ms, 10s, 5m, 1h or 7d");
    }

    @Test
    void theValueOfAVariableIsNotShown() {
        byte[] file = bytes("target_connection: {allowed_targets: '(${env:SECRET}'}");

        assertThat(problems(loader(Map.of("SECRET", "hunter2"), Map.of()), file))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:38: target_connection.allowed_targets: found '(${env:SECRET}' with its")
                .doesNotContain("hunter2");
    }
}
