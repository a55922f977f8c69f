package adit.soak;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A stream of bytes of which each is decided by the seed and its place: one that is lost, doubled or swapped is seen.
 *
 * @param length in bytes
 */
record ByteStream(long seed, long length) {
    private static final int BLOCK = 64 * 1024;

    /** What arrived is not what was sent. */
    static final class CorruptedException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        CorruptedException(String message) {
            super(message);
        }
    }

    /** Of any size up to the greatest; small ones are as likely as large ones. */
    static ByteStream any(SplittableRandom random, long greatest) {
        int bits = random.nextInt(Long.SIZE - Long.numberOfLeadingZeros(greatest)) + 1;
        return new ByteStream(random.nextLong(), random.nextLong(Math.min(greatest, 1L << bits)));
    }

    byte[] first(int count) {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; done += BLOCK) {
            System.arraycopy(block(done / BLOCK), 0, bytes, done, Math.min(BLOCK, count - done));
        }
        return bytes;
    }

    void sendTo(OutputStream out) throws IOException {
        sendTo(out, 0);
    }

    /** All but the first bytes, which have been sent. */
    void sendTo(OutputStream out, long from) throws IOException {
        for (long at = from; at < length; ) {
            int offset = (int) (at % BLOCK);
            int count = (int) Math.min(BLOCK - offset, length - at);
            out.write(block(at / BLOCK), offset, count);
            at += count;
        }
    }

    /** Reads the whole stream, and nothing else. */
    void receiveFrom(InputStream in) throws IOException {
        long received = receivePrefix(in, length);
        if (received < length) {
            throw new EOFException("the stream ended after " + received + " of " + length + " bytes");
        }
    }

    /** Reads the whole stream, and its end. */
    void receiveAllFrom(InputStream in) throws IOException {
        receiveFrom(in);
        if (in.read() >= 0) {
            throw new CorruptedException("more came than the " + length + " bytes that were sent");
        }
    }

    /** Reads as much of the stream as comes, but no more than so much; how much that was. */
    long receivePrefix(InputStream in, long most) throws IOException {
        byte[] buffer = new byte[BLOCK];
        byte[] expected = {};
        long at = 0;
        while (at < most) {
            int offset = (int) (at % BLOCK);
            if (offset == 0) {
                expected = block(at / BLOCK);
            }
            int count = in.read(buffer, 0, (int) Math.min(BLOCK - offset, most - at));
            if (count < 0) {
                break;
            }
            int wrong = Arrays.mismatch(buffer, 0, count, expected, offset, offset + count);
            if (wrong >= 0) {
                throw new CorruptedException("byte " + (at + wrong) + " of " + length + " is wrong");
            }
            at += count;
        }
        return at;
    }

    private byte[] block(long number) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long word = number * (BLOCK / Long.BYTES); block.hasRemaining(); word++) {
            block.putLong(mixed(seed + word * 0x9e3779b97f4a7c15L));
        }
        return block.array();
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
