package adit.change;

import adit.policy.AccessRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The last requests that policies were asked, in memory only. Safe for use by any thread; few I/O threads share a
 * ring, and each that writes takes a place by one atomic step.
 */
final class RecentRequests {
    /** Of all threads together. */
    static final int MOST = 10_000;

    private static final int MOST_RINGS = 4;

    private final List<Ring> rings;
    private final int most;

    RecentRequests() {
        this(MOST);
    }

    RecentRequests(int most) {
        this.most = most;
        this.rings =
                IntStream.range(0, MOST_RINGS).mapToObj(i -> new Ring(most)).toList();
    }

    void add(AccessRequest request) {
        rings.get((int) (Thread.currentThread().getId() % MOST_RINGS)).add(request);
    }

    /** The last ones, newest first. */
    List<AccessRequest> last() {
        return rings.stream()
                .flatMap(ring -> ring.all().stream())
                .sorted((one, other) -> other.at().compareTo(one.at()))
                .limit(most)
                .toList();
    }

    private static final class Ring {
        private final AtomicReferenceArray<AccessRequest> places;
        private final AtomicInteger next = new AtomicInteger();

        Ring(int size) {
            places = new AtomicReferenceArray<>(size);
        }

        void add(AccessRequest request) {
            places.set(Math.floorMod(next.getAndIncrement(), places.length()), request);
        }

        List<AccessRequest> all() {
            return IntStream.range(0, places.length())
                    .mapToObj(places::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
