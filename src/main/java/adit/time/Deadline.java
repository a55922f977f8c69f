package adit.time;

/**
 * Something to be done when a time has come. Its owner makes it once and arms it again and again, which allocates
 * nothing: the place in the heap is kept here. Belongs to one {@link Deadlines} and so to one thread.
 */
public abstract class Deadline {
    private static final int NOWHERE = -1;

    /** When it is due, in the ticker's nanoseconds; means nothing while it is not armed. */
    long at;

    /** Where it is in the heap. */
    int index = NOWHERE;

    /**
     * Called once, on the thread of its {@link Deadlines}, when the deadline has passed and is no longer armed. It may
     * arm and disarm any deadline, this one included.
     *
     * @param now the time given to {@link Deadlines#expire}
     */
    protected abstract void reached(long now);

    public final boolean isArmed() {
        return index != NOWHERE;
    }

    final void leaveHeap() {
        index = NOWHERE;
    }
}
