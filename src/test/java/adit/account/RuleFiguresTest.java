package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.RuleFigures.Row;
import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleFiguresTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static final List<String> CLIENTS = List.of("192.0.2.1", "192.0.2.2", "2001:db8::1");

    private final List<Decision> told = new ArrayList<>();
    private final RuleFigures figures = new RuleFigures((request, policy, decision) -> told.add(decision));

    private void decide(String policy, Verdict verdict, String rule) throws BadTargetException {
        decide(policy, new Decision(verdict, rule, "so it is"));
    }

    /** For each of the three clients that it takes for figures to be told. */
    private void decide(String policy, Decision decision) throws BadTargetException {
        for (String client : CLIENTS) {
            figures.decided(request(client), policy, decision);
        }
    }

    private static AccessRequest request(String client) throws BadTargetException {
        Requester requester = new Requester(IpAddress.parse(client).orElseThrow(), "main", Optional.empty());
        return new AccessRequest(Target.parse("a.example:443"), Purpose.CONNECT, requester, NOON);
    }

    @Test
    void eachRuleOfEachPolicyHasFiguresOfItsOwn() throws BadTargetException {
        decide("default", Verdict.ALLOWED, "staff");
        decide("default", Verdict.ALLOWED, "staff");
        decide("default", Verdict.NOT_ALLOWED, "no-mail");
        decide("guests", Verdict.NOT_ALLOWED, "staff");

        assertThat(figures.of("default"))
                .containsOnlyKeys("staff", "no-mail")
                .containsEntry("staff", new Row(6, 0, 0, Optional.of(NOON)))
                .containsEntry("no-mail", new Row(3, 3, 0, Optional.of(NOON)));
        assertThat(figures.of("guests")).containsEntry("staff", new Row(3, 3, 0, Optional.of(NOON)));
        assertThat(figures.of("nobody")).isEmpty();
        assertThat(told).hasSize(12);
    }

    @Test
    void aDenialOfTheAddressesCountsBesideWhatAllowedTheName() throws BadTargetException {
        decide("default", Verdict.ALLOWED, "staff");
        Decision denial = new Decision(Verdict.ADDRESS_DENIED, "allowed_addresses", "private");
        for (String client : CLIENTS) {
            figures.deniedAfterAll(request(client), "default", denial);
        }

        assertThat(figures.of("default"))
                .containsEntry("staff", new Row(3, 0, 0, Optional.of(NOON)))
                .containsEntry("allowed_addresses", new Row(3, 3, 0, Optional.of(NOON)));
        assertThat(told).hasSize(3);
    }

    @Test
    void whatFewerThanThreeClientsHadDecidedIsNotTold() throws BadTargetException {
        Decision allowed = new Decision(Verdict.ALLOWED, "staff", "so it is");
        for (String client : List.of("192.0.2.1", "2001:db8::1", "2001:db8::2", "192.0.2.1")) {
            figures.decided(request(client), "default", allowed);
        }
        assertThat(figures.of("default")).containsEntry("staff", Row.NOT_TOLD);

        figures.decided(request("2001:db8:0:1::1"), "default", allowed);
        assertThat(figures.of("default")).containsEntry("staff", new Row(5, 0, 0, Optional.of(NOON)));
    }

    @Test
    void theEntriesOfABlockListAreOneRule() throws BadTargetException {
        decide("default", Verdict.BLOCKED, "ads.txt:17");
        decide("default", Verdict.BLOCKED, "ads.txt:18");
        decide("default", Verdict.NOT_ALLOWED, "a:1");

        assertThat(figures.of("default")).containsOnlyKeys("ads.txt", "a:1");
    }

    @Test
    void whatAPolicyOnlyReportsIsNoDenial() throws BadTargetException {
        Decision denial = new Decision(Verdict.NOT_ALLOWED, "no-mail", "no mail");
        decide("default", new Decision(Verdict.ALLOWED, "no-mail", "only reported", Optional.of(denial)));

        assertThat(figures.of("default")).containsEntry("no-mail", new Row(3, 0, 3, Optional.of(NOON)));
    }

    @Test
    void rulesThatComeAndGoDoNotFillTheMemory() throws BadTargetException {
        for (int i = 0; i < 10_500; i++) {
            decide("default", Verdict.ALLOWED, "grant-" + i);
        }
        assertThat(figures.of("default")).hasSize(10_001);
        assertThat(figures.of("default").get("others").hits()).isEqualTo(1500);
    }
}
