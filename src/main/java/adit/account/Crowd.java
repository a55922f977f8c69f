package adit.account;

import adit.policy.AccessRequest;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The first few different clients that had to do with something. Figures of it are shown once there are
 * {@value #LEAST_CLIENTS}: of fewer, they would tell what one of them does. Of each, a number is kept that is scrambled with
 * a random key. Safe for use by any thread, without a lock.
 */
public final class Crowd {
    /** How many different clients something has at least that figures are shown of. */
    public static final int LEAST_CLIENTS = 3;

    private static final long KEY = UUID.randomUUID().getMostSignificantBits();

    /** From the first on; 0 for a free place. */
    private final AtomicLongArray clients = new AtomicLongArray(LEAST_CLIENTS);

    /** The client is one of them: an IPv4 address, or an IPv6 network of 64 bits. */
    public void join(AccessRequest request) {
        long client = scrambled(request.requester().address());
        for (int i = 0; i < LEAST_CLIENTS; i++) {
            if (clients.get(i) == client || clients.compareAndSet(i, 0, client) || clients.get(i) == client) {
                return;
            }
        }
    }

    /** Made unrecognisable one to one. */
    private static long scrambled(InetAddress address) {
        byte[] bytes = address.getAddress();
        long bits = bytes.length;
        for (int i = 0; i < Math.min(bytes.length, Long.BYTES); i++) {
            bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return TunnelIds.scramble(bits ^ KEY);
    }

    /** Whether nobody stands out. */
    public boolean isLargeEnough() {
        return clients.get(LEAST_CLIENTS - 1) != 0;
    }

    Crowd copy() {
        Crowd copy = new Crowd();
        for (int i = 0; i < LEAST_CLIENTS; i++) {
            copy.clients.set(i, clients.get(i));
        }
        return copy;
    }
}
