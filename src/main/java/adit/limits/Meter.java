package adit.limits;

/** Counts the bytes of one tunnel for its user, each once. Safe for use by any thread. */
public final class Meter {
    private final UsageBook book;
    private final UserAccount account;
    private final Metered tunnel;

    /** What is in the account already. */
    private long counted;

    Meter(UsageBook book, UserAccount account, Metered tunnel) {
        this.book = book;
        this.account = account;
        this.tunnel = tunnel;
    }

    synchronized void count() {
        long bytes = tunnel.bytes();
        if (bytes > counted) {
            account.add(book.windows(), bytes - counted);
            counted = bytes;
        }
    }

    void end() {
        tunnel.quotaExceeded();
    }

    /** The tunnel is over and has moved its last byte. */
    public void close() {
        count();
        account.closed(this);
    }
}
