package adit.account;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of tunnels: 13 lower-case letters and digits without {@code i}, {@code l}, {@code o} and {@code u}, to be
 * read out over the telephone. Safe for use by any thread.
 *
 * <p>No id comes twice in a run, because a counter is scrambled by a function that is one to one; an id of an earlier run
 * comes again as seldom as two random numbers of 64 bits agree. They are names and no secrets: who knows the function can
 * tell the next from the last.
 */
public final class TunnelIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int BITS_A_DIGIT = 5;
    private static final int LENGTH = 13;

    private final AtomicLong counter;

    /** Starts at a random place. */
    public TunnelIds() {
        this(new BigInteger(Long.SIZE, new SecureRandom()).longValue());
    }

    TunnelIds(long start) {
        counter = new AtomicLong(start);
    }

    public String next() {
        return encode(scramble(counter.getAndIncrement()));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbours look unlike, so that they are not confused. */
    static long scramble(long counted) {
        long mixed = (counted ^ counted >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static String encode(long value) {
        char[] id = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            id[i] = DIGITS[(int) rest & DIGITS.length - 1];
            rest >>>= BITS_A_DIGIT;
        }
        return new String(id);
    }
}
