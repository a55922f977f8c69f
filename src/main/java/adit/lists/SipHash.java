package adit.lists;

import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of 64 bits: a hash for which nobody who does not know the key can construct
 * two names that collide.
 *
 * @param k0 the first eight bytes of the key, little-endian
 * @param k1 the other eight
 */
record SipHash(long k0, long k1) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static SipHash withRandomKey() {
        return new SipHash(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /**
     * The hash of the text from one index to before another, each character taken as one byte. Allocates nothing.
     *
     * @param text of characters below 256
     */
    long of(CharSequence text, int from, int to) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int blocks = (to - from) >>> 3;
        for (int block = 0; block <= blocks + 2; block++) {
            int at = from + (block << 3);
            // Behind the text and its length come two rounds more, as four of them end it.
            long word = block > blocks ? 0 : word(text, at, Math.min(at + 8, to));
            if (block == blocks) {
                word |= (long) (to - from) << 56;
            }
            if (block == blocks + 1) {
                v2 ^= 0xff;
            }
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(CharSequence text, int from, int to) {
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = (word << 8) | text.charAt(i);
        }
        return word;
    }
}
