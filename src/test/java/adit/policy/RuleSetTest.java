package adit.policy;

import static adit.policy.Rule.Action.ALLOW;
import static adit.policy.Rule.Action.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.PortSet.Range;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static final Requester NOBODY = requester("192.0.2.7", "main", Optional.empty());
    private static final Requester ALICE =
            requester("192.0.2.7", "main", Optional.of(new Identity("alice", Set.of("staff", "tea"))));

    @Test
    void noRulesSayNothing() throws Exception {
        assertThat(decide("example.com:443", ALICE)).isEmpty();
    }

    @Test
    void anEmptyRuleMatchesEverything() throws Exception {
        assertThat(decide("example.com:1", NOBODY, rule("all", ALLOW, Scope.ALL, Audience.EVERYBODY)))
                .contains(new Decision(Verdict.ALLOWED, "all", "a rule allows the target"));
        assertThat(decide("example.com:1", NOBODY, rule("all", DENY, Scope.ALL, Audience.EVERYBODY)))
                .contains(new Decision(Verdict.NOT_ALLOWED, "all", "a rule of this proxy denies example.com:1"));
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws Exception {
        Rule[] rules = {
            rule("mail", DENY, scope(List.of(), 25), Audience.EVERYBODY),
            rule("example", ALLOW, scope(List.of("example.com")), Audience.EVERYBODY),
            rule("rest", DENY, Scope.ALL, Audience.EVERYBODY)
        };

        assertThat(decide("example.com:25", NOBODY, rules).orElseThrow().rule()).isEqualTo("mail");
        assertThat(decide("example.com:26", NOBODY, rules).orElseThrow().rule()).isEqualTo("example");
        assertThat(decide("example.org:26", NOBODY, rules).orElseThrow().rule()).isEqualTo("rest");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, true",
        "www.example.org:8000, true",
        "example.org:443, false",
        "example.com:444, false"
    })
    void allConditionsOfAScopeMustHold(String target, boolean matches) throws Exception {
        PortSet ports = new PortSet(Set.of(new Range(443, 443), new Range(8000, 8999)));
        Scope scope = new Scope(hosts("example.com", "*.example.org"), Optional.of(ports), Set.of("main", "other"));

        assertThat(decide(target, NOBODY, rule("r", ALLOW, scope, Audience.EVERYBODY))
                        .isPresent())
                .isEqualTo(matches);
    }

    @Test
    void aRuleForOneListenerSaysNothingOfAnother() throws Exception {
        Rule rule = rule("r", ALLOW, scopeOf("guests"), Audience.EVERYBODY);

        assertThat(decide("example.com:443", NOBODY, rule)).isEmpty();
        assertThat(decide("example.com:443", requester("192.0.2.7", "guests", Optional.empty()), rule))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        // clients; users; groups; does it match alice of the groups staff and tea at 192.0.2.7?
        "'', '', '', true",
        "192.0.2.0/24, '', '', true",
        "198.51.100.0/24, '', '', false",
        "198.51.100.0/24 192.0.2.7, '', '', true",
        "'', alice, '', true",
        "'', bob alice, '', true",
        "'', bob, '', false",
        "'', Alice, '', false",
        "'', '', tea, true",
        "'', '', coffee tea, true",
        "'', '', coffee, false",
        "'', alice, coffee, false",
        "'', bob, tea, false",
        "192.0.2.0/24, alice, staff, true",
        "198.51.100.0/24, alice, staff, false"
    })
    void allConditionsOfAnAudienceMustHold(String clients, String users, String groups, boolean matches)
            throws Exception {
        Rule rule = rule("r", ALLOW, Scope.ALL, audience(clients, users, groups));

        assertThat(decide("example.com:443", ALICE, rule).isPresent()).isEqualTo(matches);
    }

    @Test
    void aRuleForUsersOrGroupsNeverMeansWhoHasNoIdentity() throws Exception {
        for (Action action : Action.values()) {
            assertThat(decide("example.com:443", NOBODY, rule("r", action, Scope.ALL, audience("", "alice", ""))))
                    .isEmpty();
            assertThat(decide("example.com:443", NOBODY, rule("r", action, Scope.ALL, audience("", "", "staff"))))
                    .isEmpty();
        }
    }

    @Test
    void aClientOfAnIpv4MappedAddressCountsAsIpv4() throws Exception {
        Requester mapped = requester("::ffff:192.0.2.7", "main", Optional.empty());

        assertThat(decide("example.com:443", mapped, rule("r", ALLOW, Scope.ALL, audience("192.0.2.0/24", "", ""))))
                .isPresent();
    }

    @Test
    void aRuleThatOverflowsTheStackDenies() throws Exception {
        Rule overflowing = rule("deep", DENY, scope(List.of("~x(?:(?:a?){220}){220}")), Audience.EVERYBODY);
        Rule permissive = rule("all", ALLOW, Scope.ALL, Audience.EVERYBODY);

        assertThat(decide("x.example:443", NOBODY, overflowing, permissive))
                .contains(new Decision(Verdict.NOT_ALLOWED, "deep", "a rule of this proxy denies x.example:443"));
    }

    @Test
    void beforeTheAddressIsKnownOnlyWhatNoAddressCouldChangeIsDenied() throws Exception {
        Rule inside = byAddress("inside", ALLOW, "10.0.0.0/8");
        Rule metadata = byAddress("metadata", DENY, "169.254.0.0/16");
        Rule all = rule("all", ALLOW, Scope.ALL, Audience.EVERYBODY);
        Rule none = rule("none", DENY, Scope.ALL, Audience.EVERYBODY);

        assertThat(decide("a.example:443", NOBODY, inside).orElseThrow().allowed())
                .isTrue();
        assertThat(decide("a.example:443", NOBODY, inside, none).orElseThrow().allowed())
                .isTrue();
        assertThat(decide("a.example:443", NOBODY, metadata, all).orElseThrow().rule())
                .isEqualTo("all");
        assertThat(decide("a.example:443", NOBODY, metadata, none).orElseThrow().rule())
                .isEqualTo("none");
        assertThat(decide("a.example:443", NOBODY, metadata)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, inside", "::ffff:10.1.2.3, inside", "169.254.169.254, metadata", "8.8.8.8, rest"})
    void theFirstRuleThatMatchesTheAddressDecides(String address, String rule) throws Exception {
        RuleSet rules = new RuleSet(List.of(
                byAddress("inside", ALLOW, "10.0.0.0/8"),
                byAddress("metadata", DENY, "169.254.0.0/16"),
                rule("rest", ALLOW, Scope.ALL, Audience.EVERYBODY)));
        AccessRequest request = new AccessRequest(Target.parse("a.example:443"), Purpose.HTTP, NOBODY, Instant.EPOCH);

        assertThat(rules.decide(request, IpAddress.parse(address).orElseThrow()).rule())
                .isEqualTo(rule);
        assertThat(rules.askForAddresses()).isTrue();
    }

    @Test
    void neitherHoursNorAddressesAskWhoItIs() {
        Times mondays = new Times(Set.of(DayOfWeek.MONDAY), Optional.empty(), ZoneOffset.UTC);
        Rule some = new Rule("some", ALLOW, Scope.ALL, Audience.EVERYBODY, mondays);
        Rule closed = new Rule("closed", DENY, Scope.ALL, Audience.EVERYBODY, mondays);

        assertThat(openTo("main", some)).isTrue();
        assertThat(openTo("main", byAddress("inside", ALLOW, "10.0.0.0/8"))).isTrue();
        assertThat(openTo("main", closed, byAddress("inside", DENY, "0.0.0.0/0"), some))
                .isTrue();
    }

    @Test
    void aForecastDeniesNothingForAnHourOrAnAddressThatMayBeAnother() throws Exception {
        Target target = Target.parse("db.example:5432");
        Times mondays = new Times(Set.of(DayOfWeek.MONDAY), Optional.empty(), ZoneOffset.UTC);
        Rule closed = new Rule("closed", DENY, Scope.ALL, Audience.EVERYBODY, mondays);
        Rule inside = byAddress("inside", DENY, "10.0.0.0/8");
        Rule all = rule("all", ALLOW, Scope.ALL, Audience.EVERYBODY);

        assertThat(new RuleSet(List.of(closed, inside, all))
                        .forecast(target, "db")
                        .allowed())
                .isTrue();
        assertThat(new RuleSet(List.of(inside, all))
                        .forecast(Target.parse("10.0.0.1:1"), "db")
                        .rule())
                .isEqualTo("inside");
    }

    @Test
    void whereARuleWasWrittenMakesNoOtherRuleOfIt() {
        List<Rule> rules = List.of(rule("all", ALLOW, Scope.ALL, Audience.EVERYBODY));
        RuleSet one = new RuleSet(rules, Optional.empty(), AllowedPorts.UNSET, Map.of("all", "adit.yaml:3"));
        RuleSet moved = new RuleSet(rules, Optional.empty(), AllowedPorts.UNSET, Map.of("all", "adit.yaml:9"));

        assertThat(one).isEqualTo(moved).hasSameHashCodeAs(moved);
        assertThat(moved.place("all")).contains("adit.yaml:9");
        assertThat(moved.place("none")).isEmpty();
    }

    @Test
    void whatAllowedTargetsAndPortsSayIsAsRulesInTheSameList() {
        AllowedPorts ports = new AllowedPorts(Optional.of(PortSet.of(443)), Optional.of(PortSet.of(80)));
        RuleSet rules = new RuleSet(
                List.of(rule("mail", DENY, scope(List.of(), 25), Audience.EVERYBODY)),
                Optional.of(TargetPattern.compile("example")),
                ports,
                Map.of());

        assertThat(rules)
                .hasToString("[mail: deny ports 25, allowed_targets: deny hosts other than example,"
                        + " allowed_ports: allow ports 443; purposes connect, allowed_ports: allow ports any; purposes"
                        + " fixed, allowed_ports: deny ports any; purposes connect, allowed_ports: allow ports 80;"
                        + " purposes http, allowed_ports: deny ports any; purposes http, allowed_targets: allow"
                        + " everything]");
    }

    @Test
    void aForecastDeniesOnlyWhatIsDeniedToAll() throws Exception {
        Target target = Target.parse("db.example:5432");
        Rule someDenied = rule("some", DENY, Scope.ALL, audience("192.0.2.0/24", "", ""));
        Rule someAllowed = rule("staff", ALLOW, Scope.ALL, audience("", "", "staff"));
        Rule allDenied = rule("none", DENY, Scope.ALL, Audience.EVERYBODY);

        assertThat(ofARule(new RuleSet(List.of(someDenied)).forecast(target, "db")))
                .isEmpty();
        assertThat(ofARule(new RuleSet(List.of(someDenied, someAllowed, allDenied)).forecast(target, "db")))
                .hasValueSatisfying(decision -> assertThat(decision.allowed()).isTrue());
        assertThat(ofARule(new RuleSet(List.of(allDenied, someAllowed)).forecast(target, "db")))
                .hasValueSatisfying(decision -> assertThat(decision.rule()).isEqualTo("none"));
    }

    @Test
    void onlyARuleThatAsksNobodyOpensAListener() {
        Rule staff = rule("staff", ALLOW, Scope.ALL, audience("", "", "staff"));
        Rule office = rule("office", ALLOW, Scope.ALL, audience("192.0.2.0/24", "", ""));
        Rule anywhere = rule("anywhere", ALLOW, Scope.ALL, audience("0.0.0.0/0", "", ""));
        Rule example = rule("example", ALLOW, scope(List.of("example.com")), Audience.EVERYBODY);
        Rule guests = rule("guests", ALLOW, scopeOf("guests"), Audience.EVERYBODY);
        Rule mail = rule("mail", DENY, scope(List.of(), 25), Audience.EVERYBODY);
        Rule rest = rule("rest", DENY, Scope.ALL, Audience.EVERYBODY);

        assertThat(openTo("main")).isFalse();
        assertThat(openTo("main", staff, office, mail)).isFalse();
        assertThat(openTo("main", staff, example)).isTrue();
        assertThat(openTo("main", anywhere)).isTrue();
        assertThat(openTo("main", guests)).isFalse();
        assertThat(openTo("guests", guests)).isTrue();
        assertThat(openTo("main", office, rest, example)).isFalse();
        assertThat(openTo("main", mail, example, rest)).isTrue();
    }

    @Test
    void aRuleReadsInOneLine() {
        Scope scope = new Scope(hosts("*.example.com"), Optional.of(PortSet.of(443)), Set.of("main"));
        Audience audience = audience("192.0.2.0/24", "bob alice", "staff");

        assertThat(rule("r", ALLOW, scope, audience))
                .hasToString("r: allow hosts *.example.com; ports 443; listeners main; clients 192.0.2.0/24;"
                        + " users alice, bob; groups staff");
        assertThat(rule("r", DENY, Scope.ALL, Audience.EVERYBODY)).hasToString("r: deny everything");
    }

    private static boolean openTo(String listener, Rule... rules) {
        return new RuleSet(List.of(rules)).isOpenTo(listener);
    }

    private static Optional<Decision> decide(String target, Requester requester, Rule... rules) throws Exception {
        AccessRequest request = new AccessRequest(Target.parse(target), Purpose.CONNECT, requester, Instant.EPOCH);
        return ofARule(new RuleSet(List.of(rules)).decide(request, null));
    }

    private static Optional<Decision> ofARule(Decision decision) {
        return Optional.of(decision).filter(said -> !said.rule().equals(RuleSet.NO_RULE));
    }

    private static Rule rule(String id, Action action, Scope scope, Audience audience) {
        return new Rule(id, action, scope, audience);
    }

    private static Rule byAddress(String id, Action action, String block) {
        Scope scope = new Scope(List.of(), Optional.empty(), List.of(Cidr.parse(block)), Set.of(), Set.of());
        return rule(id, action, scope, Audience.EVERYBODY);
    }

    private static Scope scope(List<String> hosts, Integer... ports) {
        Optional<PortSet> set = ports.length == 0 ? Optional.empty() : Optional.of(PortSet.of(ports));
        return new Scope(hosts(hosts.toArray(String[]::new)), set, Set.of());
    }

    private static Scope scopeOf(String listener) {
        return new Scope(List.of(), Optional.empty(), Set.of(listener));
    }

    private static List<HostPattern> hosts(String... patterns) {
        return Arrays.stream(patterns).map(HostPattern::parse).toList();
    }

    private static Audience audience(String clients, String users, String groups) {
        return new Audience(
                words(clients).stream().map(Cidr::parse).toList(), Set.copyOf(words(users)), Set.copyOf(words(groups)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static Requester requester(String address, String listener, Optional<Identity> identity) {
        return new Requester(IpAddress.parse(address).orElseThrow(), listener, identity);
    }
}
