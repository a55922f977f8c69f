package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import adit.config.Settings.Listener;
import adit.policy.AllowedPorts;
import adit.policy.Cidr;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.TargetPolicy;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Further policies and authentications by names, and the listeners that name them. */
final class PoliciesTest {

    @Test
    void aListenerHasThePolicyThatItNames() throws Exception {
        Settings settings = load(
                "listeners:",
                "  - {name: main, address: '127.0.0.1:1'}",
                "  - {name: guests, address: '127.0.0.1:2', policy: few}",
                "policy: {allowed_ports: {connect: [8443]}}",
                "policies: {few: {allowed_targets: 'example'}}");

        assertThat(settings.policies()).containsOnlyKeys("default", "few");
        assertThat(settings.policyOf("main").rules().ports().connect()).contains(PortSet.of(8443));
        assertThat(settings.policyOf("guests")
                        .rules()
                        .allowedTargets()
                        .orElseThrow()
                        .pattern())
                .hasToString("example");
    }

    @Test
    void aPolicyStandsForItself() throws Exception {
        TargetPolicy few = load(
                        "target_connection: {allowed_targets: 'example'}",
                        "policy: {allowed_ports: {connect: any}, allowed_addresses: [127.0.0.1], rules: [{id: a,"
                                + " action: deny}]}",
                        "policies: {few: {}}")
                .policies()
                .get("few");

        assertThat(few).isEqualTo(load("").policyOf("main"));
    }

    @Test
    void aPolicyHasAllThatTheFirstHas() throws Exception {
        TargetPolicy few = load(
                        "policies:",
                        "  few:",
                        "    allowed_targets: 'example'",
                        "    allowed_ports: {connect: [1], http: [2]}",
                        "    allowed_addresses: [127.0.0.1]",
                        "    block_lists: ['none/*.txt']",
                        "    rules: [{id: a, action: deny}]")
                .policies()
                .get("few");

        assertThat(few.rules().ports())
                .isEqualTo(new AllowedPorts(Optional.of(PortSet.of(1)), Optional.of(PortSet.of(2))));
        assertThat(few.addresses().allowed()).containsExactly(Cidr.parse("127.0.0.1"));
        assertThat(few.rules().rules()).hasSize(1);
    }

    @Test
    void eachPolicyHasAModeAndATimeZoneOfItsOwn() throws Exception {
        String rule = "rules: [{id: sundays, action: deny, days: [sun]}]";
        Settings settings = load(
                "policy: {mode: report, time_zone: Asia/Tokyo, " + rule + "}",
                "policies:",
                "  open: {mode: open}",
                "  other: {time_zone: UTC, " + rule + "}");

        assertThat(settings.policies().values())
                .extracting(TargetPolicy::mode)
                .containsExactly(PolicyMode.REPORT, PolicyMode.OPEN, PolicyMode.ENFORCE);
        assertThat(settings.policies().get("default").rules().rules())
                .hasToString("[sundays: deny days sun; time_zone Asia/Tokyo]");
        assertThat(settings.policies().get("other").rules().rules())
                .hasToString("[sundays: deny days sun; time_zone UTC]");
    }

    @Test
    void withoutATimeZoneThatOfTheSystemHolds() throws Exception {
        assertThat(load("policy: {rules: [{id: sundays, action: deny, days: [sun]}]}")
                        .policyOf("main")
                        .rules()
                        .rules())
                .hasToString("[sundays: deny days sun; time_zone " + ZoneId.systemDefault() + "]");
    }

    @Test
    void modesAndTimeZonesAreKnownByName() {
        assertThat(problems("policy: {mode: dry-run, time_zone: Europe/Zurch}"))
                .containsExactly(
                        "adit.yaml:1:16: policy.mode: found 'dry-run'; allowed: enforce, report, open",
                        "adit.yaml:1:36: policy.time_zone: found 'Europe/Zurch' (no such zone; did you mean"
                                + " 'Europe/Zurich'?); allowed: the name of a time zone, such as Europe/Zurich or"
                                + " UTC");
        assertThat(problems("policy: {time_zone: '+01:00'}"))
                .singleElement()
                .asString()
                .contains("policy.time_zone: found '+01:00' (no such zone");
    }

    @Test
    void aProblemOfAPolicyHasItsNameAndIsTheOnlyOne() {
        assertThat(problems(
                        "listeners: [{policy: few}]",
                        "policies:",
                        "  few:",
                        "    rules: [{id: a, action: denny}]",
                        "    allowed_port: any"))
                .containsExactly(
                        "adit.yaml:4:29: policies.few.rules[0].action: found 'denny'; allowed: allow, deny",
                        "adit.yaml:5:5: policies.few.allowed_port: found an unknown key; allowed: allowed_addresses,"
                                + " block_lists, mode, time_zone, allowed_targets, allowed_ports, rules; did you mean 'allowed_ports'?");
    }

    @Test
    void anUnknownPolicyIsToldWithTheNearest() {
        assertThat(problems("listeners: [{policy: gests}]", "policies: {guests: {}}"))
                .containsExactly("adit.yaml:1:22: listeners[0].policy: found 'gests'; allowed: default, guests;"
                        + " did you mean 'guests'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies", "authentications"})
    void aNameThatHasAMeaningCannotBeGiven(String section) {
        assertThat(problems(section + ": {default: {}, none: {}}"))
                .containsExactly(
                        "adit.yaml:1:" + (section.length() + 4) + ": " + section + ".default: found a name that has a"
                                + " meaning already; allowed: a name of its own",
                        "adit.yaml:1:" + (section.length() + 17) + ": " + section + ".none: found a name that has a"
                                + " meaning already; allowed: a name of its own");
    }

    @Test
    void aNameIsANameAndGivenOnce() {
        assertThat(problems("policies: {'a b': {}, c: {}, c: {}}"))
                .containsExactly(
                        "adit.yaml:1:12: policies.a b: found 'a b'; allowed: 1 to 64 letters, digits, dots, hyphens"
                                + " and underscores",
                        "adit.yaml:1:30: policies.c: found it a second time; allowed: once; the first is on line 1");
    }

    @Test
    void policiesAreSections() throws Exception {
        assertThat(problems("policies: [a]"))
                .containsExactly("adit.yaml:1:11: policies: found a list; allowed: sections by names of your own");
        assertThat(load("policies:").policies()).containsOnlyKeys("default");
    }

    @Test
    void withoutAnAuthenticationNobodyIsAsked() throws Exception {
        assertThat(load("listeners: [{}]").listeners())
                .extracting(Listener::authentication)
                .containsExactly(Optional.empty());
        assertThat(load("listeners: [{authentication: none}]").listeners())
                .extracting(Listener::authentication)
                .containsExactly(Optional.empty());
    }

    @Test
    void aListenerHasTheAuthenticationThatItNames() throws Exception {
        assertThat(load("listeners: [{authentication: staff}]", Loading.STAFF).listeners())
                .extracting(Listener::authentication)
                .containsExactly(Optional.of("staff"));
    }

    @Test
    void anUnknownAuthenticationIsToldWithTheNearest() {
        assertThat(problems("listeners: [{authentication: staf}]", Loading.STAFF))
                .containsExactly("adit.yaml:1:30: listeners[0].authentication: found 'staf'; allowed: none, staff;"
                        + " did you mean 'staff'?");
        assertThat(problems("listeners: [{authentication: default}]"))
                .containsExactly("adit.yaml:1:30: listeners[0].authentication: found 'default'; allowed: none");
    }

    @Test
    void modeTcpCannotAskForAnAuthentication() {
        assertThat(problems(
                        "listeners: [{mode: tcp, destination: 'db.example:1', authentication: staff}]", Loading.STAFF))
                .containsExactly(
                        "adit.yaml:1:70: listeners[0].authentication: found 'staff'; allowed: none with mode tcp");
    }
}
