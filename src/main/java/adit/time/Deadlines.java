package adit.time;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The pending deadlines of one thread; not safe for use by another.
 *
 * <p>An indexed binary heap. A timing wheel arms in constant time, but rounds every deadline to its tick and has to be
 * turned while nothing is due. The heap is exact, it wakes an idle thread for no tick, and its O(log n) is cheap here: a
 * tunnel does not move its deadline with every byte but looks at the last activity when the deadline has come, a few
 * times a minute. Each {@link Deadline} knows its place, so that one which is moved or disarmed needs no search, and
 * none is left behind as garbage until its time would have come.
 *
 * <p>Times are nanoseconds of one {@link Ticker}, compared by their difference, so that the ticker may overflow. All
 * that are armed at once, and the time now, must lie within 2<sup>63</sup> nanoseconds (292 years) of each other.
 */
public final class Deadlines {
    static final int LEAST_CAPACITY = 64;

    private final Consumer<? super Throwable> errors;
    private Deadline[] heap = new Deadline[LEAST_CAPACITY];
    private int size;
    private boolean expiring;
    private long turn;

    /** @param errors takes what an action throws; must not throw itself */
    public Deadlines(Consumer<? super Throwable> errors) {
        this.errors = errors;
    }

    /** Arms a deadline, or moves it if it is armed. In the past is allowed: it is due at once. */
    public void arm(Deadline deadline, long at) {
        int place = deadline.isArmed() ? placeOf(deadline) : append();
        // An action that arms for a time already past must wait for the next turn: else this one might never end.
        deadline.at = expiring && at - turn <= 0 ? turn + 1 : at;
        settle(place, deadline);
    }

    /** Takes a deadline back; does nothing if it is not armed. */
    public void disarm(Deadline deadline) {
        if (deadline.isArmed()) {
            remove(placeOf(deadline), deadline);
        }
    }

    /** Nanoseconds until the first deadline: zero or less when it is due, {@link Long#MAX_VALUE} when there is none. */
    public long nanosUntilNext(long now) {
        return size == 0 ? Long.MAX_VALUE : heap[0].at - now;
    }

    /**
     * Runs the action of each deadline that is due, the earliest first. One that is armed by an action for a time not
     * after {@code now} is run by the next call. An action that throws does not stop the others.
     */
    public void expire(long now) {
        if (expiring) {
            throw new IllegalStateException("an action called expire");
        }
        expiring = true;
        turn = now;
        try {
            while (size > 0 && heap[0].at - now <= 0) {
                run(heap[0], now);
            }
        } finally {
            expiring = false;
        }
    }

    /** How many deadlines are armed. */
    public int size() {
        return size;
    }

    int capacity() {
        return heap.length;
    }

    private void run(Deadline deadline, long now) {
        remove(0, deadline);
        try {
            deadline.reached(now);
        } catch (Throwable e) {
            errors.accept(e);
        }
    }

    private int placeOf(Deadline deadline) {
        int place = deadline.index;
        if (place >= size || heap[place] != deadline) {
            throw new IllegalArgumentException("the deadline is armed elsewhere");
        }
        return place;
    }

    private int append() {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        return size++;
    }

    private void remove(int place, Deadline deadline) {
        deadline.leaveHeap();
        Deadline last = heap[--size];
        heap[size] = null;
        if (last != deadline) {
            settle(place, last);
        }
        // Halved only when three quarters are empty: a size that swings about one value never copies back and forth.
        if (heap.length > LEAST_CAPACITY && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void settle(int place, Deadline deadline) {
        rise(place, deadline);
        sink(deadline.index, deadline);
    }

    private void rise(int from, Deadline deadline) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (deadline.at - heap[parent].at >= 0) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, deadline);
    }

    private void sink(int from, Deadline deadline) {
        int place = from;
        for (int child = earlierChild(place); child < size; child = earlierChild(place)) {
            if (heap[child].at - deadline.at >= 0) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, deadline);
    }

    private int earlierChild(int place) {
        int left = 2 * place + 1;
        int right = left + 1;
        return right < size && heap[right].at - heap[left].at < 0 ? right : left;
    }

    private void put(int place, Deadline deadline) {
        heap[place] = deadline;
        deadline.index = place;
    }
}
