package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of addresses (RFC 8305, 4) and their bound. */
class CandidatesTest {
    private final Candidates candidates = new Candidates();

    @Test
    void theFamiliesTakeTurnsAndIpv6IsFirst() {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2");
        assertThat(takeAll()).containsExactly("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3");
    }

    @Test
    void oneThatComesLateHasItsTurnNext() {
        add("192.0.2.1", "192.0.2.2", "192.0.2.3");
        assertThat(take()).isEqualTo("192.0.2.1");
        add("2001:db8::1", "2001:db8::2");
        assertThat(takeAll()).containsExactly("2001:db8::1", "192.0.2.2", "2001:db8::2", "192.0.2.3");
    }

    @Test
    void noAddressIsTakenTwice() {
        add("192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1");
        assertThat(takeAll()).containsExactly("192.0.2.1");
        add("192.0.2.1");
        assertThat(candidates.isEmpty()).isTrue();
    }

    @Test
    void neitherFamilyKeepsTheOtherFromBeingTakenAndThereAreTwoHundredInAll() {
        for (int i = 0; i < 250; i++) {
            add("2001:db8::" + Integer.toHexString(i + 1));
        }
        for (int i = 0; i < 250; i++) {
            add("192.0.2." + i);
        }
        assertThat(candidates.left()).isEqualTo(200);
        assertThat(takeAll())
                .hasSize(200)
                .contains("192.0.2.99", "2001:db8::64")
                .doesNotContain("192.0.2.100");
    }

    private void add(String... addresses) {
        for (String address : addresses) {
            candidates.add(IpAddress.parse(address).orElseThrow());
        }
    }

    private String take() {
        return IpAddress.text(candidates.take());
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        while (!candidates.isEmpty()) {
            taken.add(take());
        }
        return taken;
    }
}
