package adit.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.policy.Grant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryGrantsTest {
    @TempDir
    private Path folder;

    private Desk desk;
    private TemporaryGrants grants;

    @BeforeEach
    void aPolicyThatAllowsNothing() {
        desk = new Desk(folder, "policy: {rules: [{id: none, action: deny}]}");
        grants = desk.changes.grants();
    }

    @Test
    void aGrantLetsItsTargetPassUntilItsEndAndIsCounted() throws Exception {
        Grant grant = grants.give("a.example:443", "", "30m", "asked for by the help desk");

        assertThat(desk.ask("a.example:443").rule()).isEqualTo("grant-1");
        desk.now = Desk.START.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(desk.ask("a.example:443").allowed()).isTrue();
        assertThat(grants.uses(grant.id())).as("of one client").isEqualTo(-1);
        desk.client = "192.0.2.8";
        desk.ask("a.example:443");
        desk.client = "192.0.2.9";
        desk.ask("a.example:443");
        assertThat(grants.uses(grant.id())).isEqualTo(4);
        desk.now = Desk.START.plus(Duration.ofMinutes(30));
        assertThat(desk.ask("a.example:443").allowed()).isFalse();
        assertThat(grants.inForce()).isEmpty();
    }

    @Test
    void anEndedGrantIsForgottenByItself() throws Exception {
        grants.give("a.example:443", "", "PT30M", "why");
        assertThat(desk.timed).hasSize(1);
        assertThat(desk.timed.get(0).delay()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
        desk.now = Desk.START.plus(desk.timed.get(0).delay());

        desk.timed.get(0).task().run();

        assertThat(desk.settings.current().grants().all()).isEmpty();
    }

    @Test
    void aGrantOfAUserIsForThatUserAlone() throws Exception {
        grants.give("*.example:*", "alice", "1h", "why");

        assertThat(desk.ask("a.example:22", "main", Optional.of("alice")).allowed())
                .isTrue();
        assertThat(desk.ask("a.example:22", "main", Optional.of("bob")).allowed())
                .isFalse();
        assertThat(desk.ask("a.example:22").allowed()).isFalse();
    }

    @Test
    void aGrantSurvivesReloadsCommitsAndRollbacks() throws Exception {
        grants.give("a.example:443", "", "1h", "why");

        desk.settings.reload();
        desk.changes.stage("policy: {rules: [{id: other, action: deny}]}");
        desk.changes.commit("keep");
        desk.changes.rollbackTo(1);

        assertThat(desk.ask("a.example:443").rule()).isEqualTo("grant-1");
    }

    @Test
    void aRevokedGrantIsOverAtOnce() throws Exception {
        grants.give("a.example:443", "", "1h", "why");

        grants.revoke("grant-1");

        assertThat(desk.ask("a.example:443").allowed()).isFalse();
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> grants.revoke("grant-1"));
        assertThat(grants.give("a.example:443", "", "1h", "again").id()).isEqualTo("grant-2");
    }

    @Test
    void whatIsNotWithinBoundsIsRefused() {
        refuses("a.example", "", "1h", "why");
        refuses("a.example:443", "", "0s", "why");
        refuses("a.example:443", "", "999ms", "why");
        refuses("a.example:443", "", "8d", "why");
        refuses("a.example:443", "", "PT-1H", "why");
        refuses("a.example:443", "", "soon", "why");
        refuses("a.example:443", "", "P99999999999999999999D", "why");
        refuses("a.example:443", "", "1h", " ");
        refuses("a.example:443", "", "1h", "two\nlines");
        refuses("a.example:443", "", "1h", "x".repeat(201));
        refuses("a.example:443", "x".repeat(257), "1h", "why");
        assertThat(grants.inForce()).isEmpty();
    }

    @Test
    void thereAreAtMostAHundred() throws Exception {
        for (int i = 0; i < TemporaryGrants.MOST; i++) {
            grants.give("a" + i + ".example:443", "", "1h", "why");
        }
        refuses("b.example:443", "", "1h", "why");
        desk.now = Desk.START.plus(Duration.ofHours(1));
        assertThat(grants.give("b.example:443", "", "1h", "why").id()).isEqualTo("grant-101");
    }

    private void refuses(String target, String user, String duration, String reason) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> grants.give(target, user, duration, reason));
    }
}
