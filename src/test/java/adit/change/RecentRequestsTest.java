package adit.change;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Purpose;
import adit.policy.Requester;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
    private final RecentRequests recent = new RecentRequests(3);

    @Test
    void theLastOnesAreKeptNewestFirst() {
        for (int second = 0; second < 50; second += 10) {
            recent.add(at(second));
        }
        assertThat(recent.last()).containsExactly(at(40), at(30), at(20));
    }

    @Test
    void aFloodReplacesNothingForTenSeconds() {
        recent.add(at(0));
        recent.add(at(1));
        recent.add(at(2));
        recent.add(at(9));
        assertThat(recent.last()).containsExactly(at(2), at(1), at(0));

        recent.add(at(10));
        recent.add(at(10));
        assertThat(recent.last()).containsExactly(at(10), at(2), at(1));
    }

    private static AccessRequest at(int second) {
        try {
            Requester requester = new Requester(InetAddress.getLoopbackAddress(), "main", Optional.empty());
            return new AccessRequest(
                    Target.parse("example.com:443"), Purpose.CONNECT, requester, Instant.EPOCH.plusSeconds(second));
        } catch (BadTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
