package adit.net;

/** How much one key moves at a time, and whether it waits for its turn. Belongs to the processor's thread. */
final class Turn {
    /** Whoever moves more at a time than this waits for those who move less. */
    private static final int BULK = 8 * 1024;

    private int moved;
    boolean isQueued;

    /** So much was moved at once. */
    void moved(int count) {
        moved = count;
    }

    /** Whether what it does takes long enough to let others go first. */
    boolean isLong() {
        return moved > BULK;
    }
}
