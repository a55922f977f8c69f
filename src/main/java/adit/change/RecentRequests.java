package adit.change;

import adit.policy.AccessRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The last requests that policies were asked, in memory only; of a flood, as many as fit. Safe for use by any thread; few
 * I/O threads share a ring, and each that writes takes a place by one atomic step.
 */
final class RecentRequests {
    /** Of all threads together. */
    static final int MOST = 10_000;

    private static final int MOST_RINGS = 4;

    /** How long a request is kept: to replace all of them several times a second would make garbage that is old. */
    private static final long LEAST_SECONDS = 10;

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
            int number = next.get();
            int place = Math.floorMod(number, places.length());
            AccessRequest oldest = places.get(place);
            boolean old = oldest == null
                    || request.at().getEpochSecond() - oldest.at().getEpochSecond() >= LEAST_SECONDS;
            if (old && next.compareAndSet(number, number + 1)) {
                places.set(place, request);
            }
        }

        List<AccessRequest> all() {
            return IntStream.range(0, places.length())
                    .mapToObj(places::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
