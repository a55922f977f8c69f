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

    private final List<Decision> told = new ArrayList<>();
    private final RuleFigures figures = new RuleFigures((request, policy, decision) -> told.add(decision));

    private void decide(String policy, Verdict verdict, String rule) throws BadTargetException {
        decide(policy, new Decision(verdict, rule, "so it is"));
    }

    private void decide(String policy, Decision decision) throws BadTargetException {
        figures.decided(request(), policy, decision);
    }

    private static AccessRequest request() throws BadTargetException {
        Requester requester = new Requester(IpAddress.parse("192.0.2.1").orElseThrow(), "main", Optional.empty());
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
                .containsEntry("staff", new Row(2, 0, 0, Optional.of(NOON)))
                .containsEntry("no-mail", new Row(1, 1, 0, Optional.of(NOON)));
        assertThat(figures.of("guests")).containsEntry("staff", new Row(1, 1, 0, Optional.of(NOON)));
        assertThat(figures.of("nobody")).isEmpty();
        assertThat(told).hasSize(4);
    }

    @Test
    void aDenialOfTheAddressesCountsBesideWhatAllowedTheName() throws BadTargetException {
        decide("default", Verdict.ALLOWED, "staff");
        Decision denial = new Decision(Verdict.ADDRESS_DENIED, "allowed_addresses", "private");
        figures.deniedAfterAll(request(), "default", denial);

        assertThat(figures.of("default"))
                .containsEntry("staff", new Row(1, 0, 0, Optional.of(NOON)))
                .containsEntry("allowed_addresses", new Row(1, 1, 0, Optional.of(NOON)));
        assertThat(told).hasSize(1);
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

        assertThat(figures.of("default")).containsEntry("no-mail", new Row(1, 0, 1, Optional.of(NOON)));
    }

    @Test
    void rulesThatComeAndGoDoNotFillTheMemory() throws BadTargetException {
        for (int i = 0; i < 10_500; i++) {
            decide("default", Verdict.ALLOWED, "grant-" + i);
        }
        assertThat(figures.of("default")).hasSize(10_001);
        assertThat(figures.of("default").get("others").hits()).isEqualTo(500);
    }
}
