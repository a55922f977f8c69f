package adit.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * The addresses that are yet to be dialled, of both families in turn, IPv6 first (RFC 8305, 4). They may come in any order
 * and late: each is put where it belongs among those that are left, and taken once.
 */
final class Candidates {
    /** Whoever runs a name server decides how many addresses a name has. */
    static final int MOST_TAKEN = 200;

    private final Queue<InetAddress> six = new ArrayDeque<>();
    private final Queue<InetAddress> four = new ArrayDeque<>();
    private final Set<InetAddress> seen = new HashSet<>();
    private int taken;
    private boolean lastWasSix;

    /** Passes over an address that was added before, and those beyond what may be taken. */
    void add(InetAddress address) {
        Queue<InetAddress> family = address instanceof Inet4Address ? four : six;
        if (family.size() < MOST_TAKEN && seen.add(address)) {
            family.add(address);
        }
    }

    boolean hasSix() {
        return !six.isEmpty();
    }

    boolean isEmpty() {
        return left() == 0;
    }

    /** How many may still be taken. */
    int left() {
        return Math.min(six.size() + four.size(), MOST_TAKEN - taken);
    }

    InetAddress take() {
        taken++;
        boolean turnOfSix = four.isEmpty() || (!lastWasSix && !six.isEmpty());
        lastWasSix = turnOfSix;
        return (turnOfSix ? six : four).remove();
    }
}
