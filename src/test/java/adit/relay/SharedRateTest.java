package adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedRateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    /** As much as anybody reads. */
    private static final int MANY = 512 * 1024;

    /** A direction that reads as much as it may as soon as it may. */
    private static final class Reader {
        final Reservation reservation;
        long wakesAt;
        long moved;
        int looks;

        Reader(SharedRate... rates) {
            reservation = new Reservation(List.of(rates));
            wakesAt = START;
        }

        void look(long now, int available) {
            looks++;
            int allowed = reservation.allowance(now, MANY);
            if (allowed > 0) {
                int count = Math.min(allowed, available);
                reservation.spend(now, count);
                moved += count;
            }
            wakesAt = now + Math.max(1000, reservation.nanosUntilDue(now));
        }
    }

    private static void run(List<Reader> readers, long nanos, IntSupplier sizes) {
        long now = START;
        while (now - START < nanos) {
            for (Reader reader : readers) {
                if (reader.wakesAt - now <= 0) {
                    reader.look(now, sizes.getAsInt());
                }
            }
            long next = readers.get(0).wakesAt;
            for (Reader reader : readers) {
                next = reader.wakesAt - next < 0 ? reader.wakesAt : next;
            }
            now = next;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "3, 1000000", "100, 1000000", "1000, 5000000", "16, 50000000"})
    void allTogetherKeepToTheRateAndEachHasItsShare(int tunnels, long rate) {
        SharedRate shared = new SharedRate(START, rate);
        List<Reader> readers = readers(tunnels, shared);

        run(readers, 20 * SECOND, () -> MANY);

        long total = readers.stream().mapToLong(reader -> reader.moved).sum();
        assertThat(total).isCloseTo(20 * rate, Percentage.withPercentage(2));
        assertThat(readers).extracting(reader -> reader.moved).allMatch(moved -> moved > 20 * rate / tunnels / 2);
    }

    private static List<Reader> readers(int count, SharedRate shared) {
        return Stream.generate(() -> new Reader(shared)).limit(count).toList();
    }

    @Test
    void readsOfAnySizeKeepToTheRate() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Reader> readers = readers(10, new SharedRate(START, 3_000_000));

        run(readers, 20 * SECOND, () -> 1 + random.nextInt(100_000));

        long total = readers.stream().mapToLong(reader -> reader.moved).sum();
        assertThat(total).as("seed %d", seed).isCloseTo(60_000_000, Percentage.withPercentage(2));
    }

    @Test
    void whoeverWaitsIsWokenOnceForAPortion() {
        List<Reader> readers = readers(1000, new SharedRate(START, 1_000_000));

        run(readers, 10 * SECOND, () -> MANY);

        int looks = readers.stream().mapToInt(reader -> reader.looks).sum();
        assertThat(looks).isLessThan(1000 + 2 * 10_000_000 / SharedRate.LEAST_PORTION);
    }

    @Test
    void theLowestOfSeveralRatesHolds() {
        Reader reader = new Reader(new SharedRate(START, 1_000_000), new SharedRate(START, 50_000));

        run(List.of(reader), 20 * SECOND, () -> MANY);

        assertThat(reader.moved).isCloseTo(1_000_000, Percentage.withPercentage(3));
    }

    @Test
    void whatWasReservedAndNotUsedGoesToTheOthers() {
        SharedRate shared = new SharedRate(START, 1_000_000);
        Reader idle = new Reader(shared);
        assertThat(idle.reservation.allowance(START, 20_000)).isEqualTo(20_000);

        idle.reservation.cancel(START);

        assertThat(shared.isFull(START)).isTrue();
    }

    @Test
    void moreThanWasReservedIsPaidBeforeTheNextRead() {
        SharedRate shared = new SharedRate(START, 1000);
        Reader reader = new Reader(shared);
        assertThat(reader.reservation.allowance(START, 500)).isEqualTo(500);

        reader.reservation.spend(START, 10_000);

        assertThat(reader.reservation.allowance(START, 500)).isZero();
        assertThat(reader.reservation.nanosUntilDue(START)).isBetween(9 * SECOND, 10 * SECOND);
    }

    @Test
    void aPauseSavesUpAnEighthOfASecondAndNoMore() {
        SharedRate shared = new SharedRate(START, 800_000);
        shared.reserve(START, 100_000);
        assertThat(shared.isFull(START)).isFalse();
        long later = after(3600 * SECOND);

        assertThat(shared.isFull(later)).isTrue();
        assertThat(shared.reserve(later, 100_000) - later).isEqualTo(-SharedRate.BURST_NANOS);
        assertThat(shared.reserve(later, 100_000) - later).isZero();
        assertThat(shared.reserve(later, 1) - later).isPositive();
    }

    /** The ticker may overflow. */
    private static long after(long nanos) {
        return START + nanos;
    }
}
