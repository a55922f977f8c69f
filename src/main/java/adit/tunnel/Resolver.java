package adit.tunnel;

import java.net.InetAddress;
import java.util.List;

/** Looks up the addresses of a name. Called on an I/O thread; must return at once. */
@FunctionalInterface
public interface Resolver {

    /** Starts a look-up; the answer is called exactly once, on any thread. */
    void resolve(String host, Answer answer);

    /** Takes what a look-up found. */
    interface Answer {
        /** @param addresses at least one */
        void found(List<InetAddress> addresses);

        /** @param reason one sentence, fit for the client */
        void failed(String reason);
    }
}
