package adit.splice;

/**
 * Whether bytes in bulk are moved inside the kernel, and why or why not. Decided once, at the start.
 *
 * @param reason in words, for operators
 * @param pipes most pipes at once; 0 where it is off
 */
public record Splicing(boolean on, String reason, int pipes) {
    /** More would seldom be of use at once. */
    private static final int MOST_PIPES = 1024;

    /** One descriptor in so many is one of a pipe, at most. */
    private static final int SHARE = 16;

    /** Off, for that reason. */
    public static Splicing off(String reason) {
        return new Splicing(false, reason, 0);
    }

    /**
     * On where Java and the system have what it takes.
     *
     * @param descriptors how many files the process may open
     */
    public static Splicing ifPossible(long descriptors) {
        if (!SystemCalls.MISSING.isEmpty()) {
            return off(SystemCalls.MISSING);
        }
        return Pipe.open(new SystemCalls())
                .map(pipe -> on(pipe, descriptors))
                .orElseGet(() -> off("the system gives no pipe of 64 KB"));
    }

    private static Splicing on(Pipe pipe, long descriptors) {
        pipe.close();
        String reason = "Java " + Runtime.version().feature() + " has foreign functions, and the system gives pipes";
        return new Splicing(true, reason, (int) Math.min(MOST_PIPES, descriptors / SHARE / 2));
    }

    /** The same, with the pipes shared out among so many I/O threads. */
    public Splicing share(int threads) {
        return new Splicing(on, reason, pipes / threads);
    }

    /** How many descriptors the pipes take at most. */
    public int descriptors() {
        return 2 * pipes;
    }
}
