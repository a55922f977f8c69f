package adit.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One drain: how long it may go on, and what its course so far lets expect. Told the time and the figures by whoever
 * drains; for one thread at a time.
 */
public final class Drain {
    /** How far back the rate of bytes looks. */
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Instant startedAt;
    private final long began;
    private final Deque<Look> looks = new ArrayDeque<>();
    private int most;
    private long endsAt;

    private record Look(long now, long bytes) {}

    /**
     * Begins.
     *
     * @param startedAt the time of day
     * @param now nanoseconds of a ticker
     * @param time how long tunnels may go on
     */
    public Drain(Instant startedAt, long now, Duration time) {
        this.startedAt = startedAt;
        this.began = now;
        allow(now, time);
    }

    /** From now on tunnels may go on for so long, whatever was said before. */
    public void allow(long now, Duration time) {
        endsAt = now + time.toNanos();
    }

    /** From now on tunnels may go on for so long, unless they had less time already. */
    public void allowAtMost(long now, Duration time) {
        if (now + time.toNanos() - endsAt < 0) {
            allow(now, time);
        }
    }

    /** Whether the time of the tunnels is over. */
    public boolean isDue(long now) {
        return endsAt - now <= 0;
    }

    /**
     * Looks how far it is.
     *
     * @param now nanoseconds of the same ticker, never going back
     * @param remaining tunnels that live
     * @param oldest the age of the oldest
     * @param bytes what all tunnels have moved since the program began
     */
    public DrainProgress look(long now, int remaining, Duration oldest, long bytes) {
        most = Math.max(most, remaining);
        while (looks.size() > 1 && now - looks.getFirst().now() > WINDOW_NANOS) {
            looks.removeFirst();
        }
        looks.addLast(new Look(now, bytes));
        Duration left = Duration.ofNanos(Math.max(0, endsAt - now));
        return new DrainProgress(startedAt, remaining, oldest, rate(now, bytes), estimate(now, remaining, left), left);
    }

    private long rate(long now, long bytes) {
        Look first = looks.getFirst();
        double seconds = (now - first.now()) / (double) TimeUnit.SECONDS.toNanos(1);
        return seconds > 0 ? Math.max(0, Math.round((bytes - first.bytes()) / seconds)) : 0;
    }

    /** As many tunnels as ended in the time so far will end in as much time again. */
    private Duration estimate(long now, int remaining, Duration left) {
        int ended = most - remaining;
        if (remaining == 0) {
            return Duration.ZERO;
        }
        if (ended == 0) {
            return left;
        }
        Duration expected = Duration.ofNanos(Math.round((now - began) * (remaining / (double) ended)));
        return expected.compareTo(left) < 0 ? expected : left;
    }
}
