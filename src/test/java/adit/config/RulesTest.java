package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.loader;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.AllowedPorts;
import adit.policy.PortSet;
import adit.policy.Rule;
import adit.policy.RuleSet;
import adit.policy.TargetPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesTest {

    @Test
    void rulesAreReadInTheirOrder() throws Exception {
        TargetPolicy policy = load(
                        "policy:",
                        "  rules:",
                        "  - {id: no-mail, action: deny, ports: [25, 6660-6669]}",
                        "  - id: staff",
                        "    action: allow",
                        "    hosts: [intranet.example, '*.example.com', '~^shop[0-9]+\\.example$']",
                        "    ports: [443]",
                        "    clients: [192.0.2.0/24, '2001:db8::/32']",
                        "    users: [bob, alice]",
                        "    groups: [staff]",
                        "    listeners: [main]")
                .policyOf("main");

        assertThat(policy.rules().rules())
                .extracting(Rule::toString)
                .containsExactly(
                        "no-mail: deny ports 25, 6660-6669",
                        "staff: allow hosts intranet.example, *.example.com, ~^shop[0-9]+\\.example$; ports 443;"
                                + " listeners main; clients 192.0.2.0/24, 2001:db8::/32; users alice, bob;"
                                + " groups staff");
    }

    @Test
    void theDefaultPortsGiveWayToRulesAndThoseThatAreSetDoNot() throws Exception {
        String rules = "policy: {rules: [{id: a, action: deny}]";

        assertThat(load(rules + "}").policyOf("main").rules().ports()).isEqualTo(AllowedPorts.UNSET);
        assertThat(load(rules + ", allowed_ports: {connect: [443]}}")
                        .policyOf("main")
                        .rules()
                        .ports())
                .isEqualTo(new AllowedPorts(Optional.of(PortSet.of(443)), Optional.empty()));
        assertThat(load("policy: {rules: []}").policyOf("main").rules().ports())
                .isEqualTo(new AllowedPorts(Optional.of(PortSet.of(443)), Optional.of(PortSet.of(80, 443))));
    }

    @Test
    void aRuleHasAnIdAndAnAction() {
        assertThat(problems("policy:", "  rules:", "  - {ports: [443]}"))
                .containsExactly(
                        "adit.yaml:3:5: policy.rules[0].action: found nothing; allowed: allow, deny",
                        "adit.yaml:3:5: policy.rules[0].id: found nothing; allowed: 1 to 64 letters, digits, dots,"
                                + " hyphens and underscores");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: ''         | 19 | id: found ''; allowed: 1 to 64 letters",
                "id: 'a b'      | 19 | id: found 'a b'; allowed: 1 to 64 letters",
                "action: permit | 23 | action: found 'permit'; allowed: allow, deny",
                "alow: true     | 15 | alow: found an unknown key; allowed: id, action, hosts, ports,",
                "hosts: []      | 22 | hosts: found an empty list; allowed: a list of at least one element, each a name",
                "hosts: x       | 22 | hosts: found 'x'; allowed: a list of at least one element",
                "hosts: [a..b]  | 23 | hosts[0]: found 'a..b' (the host name has an empty label",
                "hosts: ['~(']  | 23 | hosts[0]: found '~(' (missing closing )",
                "ports: []      | 22 | ports: found an empty list; allowed: a list of at least one element, each a port",
                "ports: [0]     | 23 | ports[0]: found '0'; allowed: a port from 1 to 65535",
                "ports: [9-8]   | 23 | ports[0]: found '9-8'; allowed: a port from 1",
                "ports: [1-]    | 23 | ports[0]: found '1-'; allowed: a port from 1",
                "ports: [-1]    | 23 | ports[0]: found '-1'; allowed: a port from 1",
                "ports: [1-65536] | 23 | ports[0]: found '1-65536'; allowed: a port from 1",
                "clients: []    | 24 | clients: found an empty list; allowed: a list of at least one",
                "clients: [192.0.2.1/24] | 25 | clients[0]: found '192.0.2.1/24' (bits are set after the prefix",
                "users: []      | 22 | users: found an empty list; allowed: a list of at least one",
                "users: ['']    | 23 | users[0]: found ''; allowed: the name of a user",
                "groups: [no]   | 24 | groups[0]: found 'no', which YAML reads as a boolean unless it is quoted",
                "addresses: []  | 26 | addresses: found an empty list; allowed: a list of at least one element, each a block",
                "addresses: [a] | 27 | addresses[0]: found 'a' (not an IP address or a block",
                "days: mon      | 21 | days: found 'mon'; allowed: a list of at least one element, each mon, tue, wed,",
                "days: [Mon]    | 22 | days[0]: found 'Mon'; allowed: mon, tue, wed, thu, fri, sat, sun, or a range",
                "days: [mon-]   | 22 | days[0]: found 'mon-'; allowed: mon, tue",
                "hours: 9-17    | 22 | hours: found '9-17' (not two times of a day); allowed: two different times from",
                "hours: 08:00   | 22 | hours: found '08:00' (not two times of a day); allowed: two",
                "hours: 08:00-08:00 | 22 | hours: found '08:00-08:00' (not a part of a day); allowed: two",
                "listeners: []  | 26 | listeners: found an empty list; allowed: a list of at least one"
            })
    void whatIsWrongIsToldWithItsPlace(String entry, int column, String message) {
        assertThat(problems("policy:", "  rules: [{   " + entry + "   }]")).anySatisfy(problem -> assertThat(problem)
                .startsWith("adit.yaml:2:" + column + ": policy.rules[0]." + message));
    }

    @Test
    void aRuleMayBeAboutAddressesDaysAndHours() throws Exception {
        TargetPolicy policy = load(
                        "policy:",
                        "  time_zone: Europe/Zurich",
                        "  rules:",
                        "  - id: night",
                        "    action: allow",
                        "    addresses: [10.0.0.0/8, '::ffff:0:0:0/96']",
                        "    days: [sat-mon, wed]",
                        "    hours: 22:00-06:00",
                        "  - {id: rest, action: deny}")
                .policyOf("main");

        assertThat(policy.rules().rules())
                .extracting(Rule::toString)
                .containsExactly(
                        "night: allow addresses 10.0.0.0/8, ::ffff:0:0:0/96; days mon, wed, sat, sun; hours"
                                + " 22:00-06:00; time_zone Europe/Zurich",
                        "rest: deny everything");
    }

    @Test
    void aRuleKnowsWhereItWasWritten() throws Exception {
        RuleSet rules = load(
                        "policy:",
                        "  allowed_ports: {connect: [443]}",
                        "  rules:",
                        "  - {id: a, action: deny}",
                        "target_connection: {allowed_targets: x}")
                .policyOf("main")
                .rules();

        assertThat(rules.place("a")).contains("adit.yaml:4");
        assertThat(rules.place("allowed_ports")).contains("adit.yaml:2");
        assertThat(rules.place("allowed_targets")).contains("adit.yaml:5");
        assertThat(rules.place("rules")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"allowed_ports", "allowed_targets", "allowed_addresses", "rules", "block_lists", "mode", "loop"})
    void anIdIsNotWhatRefusalsCallAnotherKey(String id) {
        assertThat(problems("policy: {rules: [{id: " + id + ", action: deny}]}"))
                .containsExactly("adit.yaml:1:23: policy.rules[0].id: found '" + id
                        + "', by which refusals name another key; allowed: an id of its own");
    }

    @Test
    void anIdIsUniqueInItsPolicyAndNotBeyond() throws Exception {
        assertThat(problems("policy:", "  rules:", "  - {id: a, action: deny}", "  - {id: a, action: allow}"))
                .containsExactly("adit.yaml:4:10: policy.rules[1].id: found 'a', the id of policy.rules[0];"
                        + " allowed: an id of its own");
        assertThat(load(
                                "policy: {rules: [{id: a, action: deny}]}",
                                "policies: {guests: {rules: [{id: a, action: allow}]}}")
                        .policies())
                .hasSize(2);
    }

    @Test
    void aListenerThatDoesNotExistIsToldWithTheNearest() {
        assertThat(problems(
                        "listeners: [{name: main, address: '127.0.0.1:1'}, {name: guests, address: '127.0.0.1:2'}]",
                        "policy: {rules: [{id: a, action: deny, listeners: [main, gests]}]}"))
                .containsExactly("adit.yaml:2:58: policy.rules[0].listeners: found 'gests'; allowed: guests, main;"
                        + " did you mean 'guests'?");
        assertThat(problems("policy: {rules: [{id: a, action: deny, listeners: [mian]}]}"))
                .containsExactly("adit.yaml:1:52: policy.rules[0].listeners: found 'mian'; allowed: main;"
                        + " did you mean 'main'?");
    }

    @Test
    void aListenerThatTheCommandLineReplacedMayStillBeNamed() {
        byte[] file = Loading.bytes(
                "listeners: [{name: guests, address: '127.0.0.1:2'}]",
                "policy: {rules: [{id: a, action: deny, listeners: [guests]}]}");

        assertThat(problems(loader(Map.of(), Map.of("listeners.address", "127.0.0.1:0")), file))
                .isEmpty();
    }

    @Test
    void aListenerWithAProblemOfItsOwnIsNotUnknown() {
        assertThat(problems(
                        "listeners: [{name: guests, address: nowhere}]",
                        "policy: {rules: [{id: a, action: deny, listeners: [guests]}]}"))
                .singleElement()
                .asString()
                .contains("listeners[0].address: found 'nowhere'");
    }

    @Test
    void rulesAreAList() {
        assertThat(problems("policy: {rules: {id: a}}"))
                .containsExactly("adit.yaml:1:17: policy.rules: found a section; allowed: a list of sections");
        assertThat(problems("policy: {rules: [deny]}"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:18: policy.rules[0]: found a text; allowed: a section with the keys id, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADIT_POLICY_RULES", "ADIT_POLICY_RULES_ID", "ADIT_POLICY_RULES_ACTION"})
    void theEnvironmentHasNoRules(String variable) {
        assertThat(problems(loader(Map.of(variable, "x"), Map.of()), Loading.bytes("")))
                .singleElement()
                .asString()
                .startsWith("environment: " + variable + ": is not a known key");
    }

    @Test
    void theCommandLineHasNoRules() {
        assertThat(List.of("policy.rules", "policy.rules[].id", "policy.rules.id", "policies.a.rules"))
                .allSatisfy(key -> assertThat(problems(loader(Map.of(), Map.of(key, "x")), Loading.bytes("")))
                        .singleElement()
                        .asString()
                        .startsWith("command line: " + key + ": is not a known key"));
    }
}
