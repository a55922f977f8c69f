package adit.tunnel;

import java.net.InetAddress;
import java.util.List;

/** Looks up the addresses of a name. Called on an I/O thread; must return at once. */
@FunctionalInterface
public interface Resolver {

    /** Starts a look-up; the answer is called on any thread, and for the last time with one of found and failed. */
    void resolve(String host, Answer answer);

    /** Takes what a look-up found. */
    interface Answer {
        /**
         * The addresses of one family, IPv4 or IPv6, while the other is still being looked up. For who cannot wait:
         * {@link #found} has them again.
         *
         * @param addresses at least one
         */
        default void foundEarly(List<InetAddress> addresses) {}

        /** @param addresses all of them, at least one */
        void found(List<InetAddress> addresses);

        /** @param rejection why the client gets no tunnel */
        void failed(Rejection rejection);
    }
}
