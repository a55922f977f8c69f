package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.config.Settings.Limits;
import adit.config.Settings.Listener;
import adit.config.Settings.Mode;
import adit.dns.DnsSettings;
import adit.limits.Allowance;
import adit.limits.Quota;
import adit.limits.SharedLimits;
import adit.policy.PortSet;
import adit.relay.RelayPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.Node;

final class DefaultsTest {
    private static final Path SHIPPED = Path.of("conf/adit.yaml");

    @Test
    void nothingNeedsToBeConfigured() throws Exception {
        Settings settings = Loading.defaults();

        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8080);
        assertThat(settings.file()).isEmpty();
        assertThat(settings.listeners())
                .containsExactly(new Listener(
                        "main", address, Mode.HTTP, Optional.empty(), "default", Optional.empty(), Optional.empty()));
        assertThat(settings.authentications()).isEmpty();
        assertThat(settings.initiationTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.clientToTarget()).isEqualTo(RelayPolicy.DEFAULT);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.dns())
                .isEqualTo(new DnsSettings(
                        DnsSettings.Mode.DNS,
                        List.of(),
                        Duration.ofSeconds(2),
                        2,
                        Path.of("/etc/hosts"),
                        new DnsSettings.Ttl(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(10)),
                        10_000,
                        1000));
        assertThat(settings.targetToClient()).isEqualTo(RelayPolicy.DEFAULT);
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        50_000,
                        16 * 1024,
                        new Settings.Work(2000, 5000, JavaMemory.besideTheHeap() / 4),
                        new SharedLimits(
                                OptionalInt.empty(),
                                Allowance.UNLIMITED,
                                Allowance.UNLIMITED,
                                Allowance.UNLIMITED,
                                Quota.none(ZoneId.systemDefault()))));
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void byDefaultConnectReachesPort443AndNoSpecialAddress() throws Exception {
        Settings settings = Loading.defaults();

        assertThat(settings.policyOf("main").rules().allowedTargets()).isEmpty();
        assertThat(settings.policyOf("main").rules().ports().connect()).contains(PortSet.of(443));
        assertThat(settings.policyOf("main").addresses().allowed()).isEmpty();
        assertThat(settings.policyOf("main").blocked().size()).isZero();
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws Exception {
        assertThat(load("")).isEqualTo(load("{}")).isEqualTo(load("# a comment\n---\n"));
        assertThat(load("").limits()).isEqualTo(Loading.defaults().limits());
        assertThat(load("policy:", "limits: {}").limits())
                .isEqualTo(Loading.defaults().limits());
    }

    @Test
    void theShippedFileSetsEveryEnforcedKeyToItsDefault() throws Exception {
        Problems problems = new Problems();
        Context context = new Context(problems, Map.of());
        Node root = new YamlTree("adit.yaml", problems)
                .read(Files.readAllBytes(SHIPPED))
                .orElseThrow();
        Map<String, Located<?>> shipped = new FileLayer(context).read(root);
        Values defaults = new Values(List.of(TextLayer.defaults(context)));
        Values listener = new Values(List.of(shipped))
                .over(new Values(List.of(shipped)).items("listeners").get(0));

        problems.throwIfAny();
        assertThat(Schema.keys())
                .filteredOn(key -> key.usual().isPresent())
                .filteredOn(key -> !key.path().startsWith("policy.allowed_ports."))
                .filteredOn(key -> !key.path().equals("authentication.realm"))
                .filteredOn(key -> !key.path().startsWith("listeners[].tls."))
                .allSatisfy(key -> assertThat(listener.get(key)).isEqualTo(defaults.get(key)));
    }

    @Test
    void theShippedFileEqualsTheDefaults() throws Exception {
        Settings shipped = new ConfigurationLoader(Optional.of(SHIPPED), Map.of(), Map.of()).load();

        assertThat(shipped)
                .usingRecursiveComparison()
                .ignoringFields("file", "values")
                .isEqualTo(Loading.defaults());
    }

    @Test
    void theShippedFileMentionsEveryKey() throws Exception {
        String text = Files.readString(SHIPPED);

        assertThat(Schema.keys()).allSatisfy(key -> {
            String name = key.path().substring(key.path().lastIndexOf('.') + 1);
            assertThat(text).containsPattern("\\b" + name + ":");
        });
    }

    @Test
    void everyKeyHasADescription() {
        assertThat(Schema.keys())
                .allSatisfy(key -> assertThat(key.description()).isNotBlank());
    }

    @Test
    void theAncestorsFileLoads() throws Exception {
        Settings settings = ancestor("config.yaml");

        assertThat(settings.initiationTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.clientToTarget())
                .isEqualTo(new RelayPolicy(
                        Duration.ofSeconds(30), 1000, 10_000, Duration.ofSeconds(100), 100L * 1024 * 1024));
        assertThat(settings.targetToClient())
                .isEqualTo(new RelayPolicy(Duration.ofSeconds(10), 1000, 10_000, Duration.ZERO, 0));
        assertThat(settings.policyOf("main")
                        .rules()
                        .allowedTargets()
                        .orElseThrow()
                        .pattern()
                        .pattern())
                .isEqualTo("(?i)(www\\.)?(wikipedia|rust-lang)\\.org:443$");
    }

    @Test
    void theAncestorsFileForBrowsersLoads() throws Exception {
        Settings settings = ancestor("config-browser.yaml");

        assertThat(settings.initiationTimeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(settings.clientToTarget())
                .isEqualTo(new RelayPolicy(Duration.ofMinutes(5), 0, 10_000_000, Duration.ZERO, 0));
        assertThat(settings.policyOf("main").rules().ports().connect()).isEmpty();
    }

    @Test
    void theDefaultsHaveNoProblems() {
        assertThat(problems("")).isEmpty();
    }

    private static Settings ancestor(String name) throws ConfigurationException {
        Path file = Path.of("src/test/resources/config/ancestor", name);
        return new ConfigurationLoader(Optional.of(file), Map.of(), Map.of()).load();
    }
}
