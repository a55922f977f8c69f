package adit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import adit.http.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacyTest {
    private static final InetAddress ADDRESS = IpAddress.parse("2001:db8::7").orElseThrow();
    private static final Dial HASHED = new Dial(Disclosure.HASHED, Disclosure.HASHED, Disclosure.HASHED);
    private static final Dial FULL = new Dial(Disclosure.FULL, Disclosure.FULL, Disclosure.FULL);

    private Dial dial = Dial.NONE;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Privacy privacy = new Privacy(() -> dial, () -> now);

    @Test
    void byDefaultNothingIsShown() throws Exception {
        assertThat(privacy.client(ADDRESS)).isEmpty();
        assertThat(privacy.user("alice")).isEmpty();
        assertThat(privacy.target(Target.parse("example.com:443"))).isEmpty();
        assertThat(privacy.address(ADDRESS)).isEmpty();
    }

    @Test
    void inFullEverythingIsShownAsItIsWrittenElsewhere() throws Exception {
        dial = FULL;
        assertThat(privacy.client(ADDRESS)).isEqualTo("2001:db8::7");
        assertThat(privacy.user("alice")).isEqualTo("alice");
        assertThat(privacy.target(Target.parse("[2001:db8::7]:443"))).isEqualTo("[2001:db8::7]:443");
        assertThat(privacy.address(ADDRESS)).isEqualTo("2001:db8::7");
    }

    @Test
    void eachIsTurnedByItself() throws Exception {
        dial = new Dial(Disclosure.FULL, Disclosure.NONE, Disclosure.HASHED);
        assertThat(privacy.client(ADDRESS)).isEqualTo("2001:db8::7");
        assertThat(privacy.user("alice")).isEmpty();
        assertThat(privacy.target(Target.parse("example.com:443"))).matches("[0-9a-f]{16}");
    }

    @Test
    void aHashIsTheSameAllDayAndTellsOneFromAnother() {
        dial = HASHED;
        String alice = privacy.user("alice");
        now = Instant.parse("2026-03-01T23:59:59.999Z");
        assertThat(privacy.user("alice")).isEqualTo(alice).matches("[0-9a-f]{16}");
        assertThat(privacy.user("bob")).isNotEqualTo(alice);
    }

    @Test
    void anotherDayOfUtcHasAnotherKeyForGood() {
        dial = HASHED;
        String today = privacy.user("alice");
        now = Instant.parse("2026-03-02T00:00:00Z");
        String tomorrow = privacy.user("alice");
        now = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(Set.of(today, tomorrow, privacy.user("alice"))).hasSize(3);
    }

    @Test
    void noOtherProcessMakesTheSameHashes() {
        dial = HASHED;
        assertThat(new Privacy(() -> dial, () -> now).user("alice")).isNotEqualTo(privacy.user("alice"));
    }

    @Test
    void aHashDoesNotTellThatAClientIsATargetOrAUser() {
        dial = HASHED;
        assertThat(Set.of(privacy.client(ADDRESS), privacy.address(ADDRESS), privacy.user("2001:db8::7")))
                .hasSize(3);
    }
}
