package adit.lists;

/**
 * The entries of one list: for each the fingerprint of its name, the line it is on, and what it says of that name and of
 * those below it. Immutable, so safe for use by any thread; a look-up allocates nothing.
 *
 * <p>A table with open addressing, two thirds full: 18 bytes an entry. The names themselves are not kept. Two names
 * have the same fingerprint of 64 bits with a probability of 5.4e-20, so one that is asked of a million entries is taken
 * for another with 5.4e-14. Nobody can look for such names: the fingerprint is a keyed hash, and its key is drawn at
 * random by each process and never told.
 */
final class NameSet {
    /** What an entry says: it names the host itself. */
    static final int ITSELF = 1 << 28;

    /** It names all hosts below. */
    static final int BELOW = 1 << 29;

    /** What it names is not on the list, whatever other entries say. */
    static final int EXCEPTION = 1 << 30;

    /** It stands before exceptions. */
    static final int IMPORTANT = 1 << 31;

    /** The host and all below. */
    static final int TREE = ITSELF | BELOW;

    /** The highest number that a line can have; those beyond it have this. */
    static final int LAST_LINE = ITSELF - 1;

    static final NameSet EMPTY = new Builder(false).build();

    private static final SipHash FINGERPRINT = SipHash.withRandomKey();

    /** A fingerprint that is no fingerprint, where the table is free. */
    private static final long FREE = 0;

    private final long[] fingerprints;
    private final int[] entries;
    private final int size;
    private final boolean closestDecides;

    private NameSet(long[] fingerprints, int[] entries, int size, boolean closestDecides) {
        this.fingerprints = fingerprints;
        this.entries = entries;
        this.size = size;
        this.closestDecides = closestDecides;
    }

    /**
     * The line of the entry because of which the host is on the list; 0 where it is not.
     *
     * @param host in canonical form
     */
    int find(CharSequence host) {
        int blocked = 0;
        boolean excepted = false;
        int asked = ITSELF;
        int from = 0;
        do {
            long fingerprint = fingerprint(host, from);
            for (int i = slot(fingerprint, entries.length); fingerprints[i] != FREE; i = next(i, entries.length)) {
                int entry = entries[i];
                if (fingerprints[i] != fingerprint || (entry & asked) == 0) {
                    continue;
                }
                if ((entry & IMPORTANT) != 0) {
                    return entry & LAST_LINE;
                }
                if ((entry & EXCEPTION) != 0) {
                    excepted = true;
                } else if (blocked == 0) {
                    blocked = entry & LAST_LINE;
                }
            }
            if (closestDecides && (blocked != 0 || excepted)) {
                return blocked;
            }
            asked = BELOW;
            from = nextLabel(host, from);
        } while (from > 0);
        return excepted ? 0 : blocked;
    }

    /** How many different entries it has. */
    int size() {
        return size;
    }

    /** What it takes of the heap in bytes, but for a constant of less than a hundred. */
    long bytes() {
        return (long) entries.length * (Long.BYTES + Integer.BYTES);
    }

    /** How many of its entries another set has not, whatever lines they are on. */
    int notIn(NameSet other) {
        int missing = 0;
        for (int i = 0; i < entries.length; i++) {
            if (fingerprints[i] != FREE && !other.has(fingerprints[i], entries[i])) {
                missing++;
            }
        }
        return missing;
    }

    private boolean has(long fingerprint, int entry) {
        for (int i = slot(fingerprint, entries.length); fingerprints[i] != FREE; i = next(i, entries.length)) {
            if (fingerprints[i] == fingerprint && saysTheSame(entries[i], entry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysTheSame(int entry, int other) {
        return (entry & ~LAST_LINE) == (other & ~LAST_LINE);
    }

    /** Where the label after this one begins; 0 where there is none. */
    private static int nextLabel(CharSequence host, int from) {
        for (int i = from; i < host.length(); i++) {
            if (host.charAt(i) == '.') {
                return i + 1;
            }
        }
        return 0;
    }

    private static long fingerprint(CharSequence host, int from) {
        long hash = FINGERPRINT.of(host, from, host.length());
        return hash == FREE ? 1 : hash;
    }

    /** The fingerprint scaled down to the table: any size will do, not only powers of two. */
    private static int slot(long fingerprint, int slots) {
        return (int) Math.multiplyHigh(fingerprint >>> 1, (long) slots << 1);
    }

    private static int next(int slot, int slots) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    /** Gathers entries; not thread-safe. Nothing of it is shared with what it builds. */
    static final class Builder {
        private final boolean exceptionsDecide;
        private long[] fingerprints = new long[64];
        private int[] entries = new int[64];
        private int size;
        private boolean excepting;

        /**
         * @param exceptionsDecide whether an exception stands before every entry that is not important; else the entry
         *     decides whose name is the longest, and of two for the same name the one that is no exception
         */
        Builder(boolean exceptionsDecide) {
            this.exceptionsDecide = exceptionsDecide;
        }

        /**
         * Adds an entry; one that says the same of the same name is there already counts in its stead.
         *
         * @param host in canonical form
         * @param says of {@link #ITSELF} and its like
         * @param line from 1
         */
        void add(CharSequence host, int says, int line) {
            if (size >= entries.length / 4 * 3) {
                resize(entries.length / 2 * 3);
            }
            excepting |= (says & EXCEPTION) != 0;
            put(fingerprint(host, 0), says | Math.min(line, LAST_LINE));
        }

        int size() {
            return size;
        }

        NameSet build() {
            resize(size / 2 * 3 + 4);
            return new NameSet(fingerprints, entries, size, !(exceptionsDecide && excepting));
        }

        private void put(long fingerprint, int entry) {
            int i = slot(fingerprint, entries.length);
            while (fingerprints[i] != FREE) {
                if (fingerprints[i] == fingerprint && saysTheSame(entries[i], entry)) {
                    return;
                }
                i = next(i, entries.length);
            }
            fingerprints[i] = fingerprint;
            entries[i] = entry;
            size++;
        }

        private void resize(int slots) {
            long[] oldFingerprints = fingerprints;
            int[] oldEntries = entries;
            fingerprints = new long[slots];
            entries = new int[slots];
            size = 0;
            for (int i = 0; i < oldEntries.length; i++) {
                if (oldFingerprints[i] != FREE) {
                    put(oldFingerprints[i], oldEntries[i]);
                }
            }
        }
    }
}
