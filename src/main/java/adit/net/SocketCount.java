package adit.net;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How many sockets an I/O thread has. Written by that thread, read by any. */
final class SocketCount {
    private final Supplier<Selector> selector;
    private final AtomicInteger published = new AtomicInteger();

    /** Sessions that MINA has yet to register. */
    private int arriving;

    SocketCount(Supplier<Selector> selector) {
        this.selector = selector;
    }

    void arrives() {
        arriving++;
        publish();
    }

    /** MINA has registered all that arrived. */
    void arrived() {
        arriving = 0;
        publish();
    }

    void publish() {
        published.setOpaque(selector.get().keys().size() + arriving);
    }

    int get() {
        return published.getOpaque();
    }
}
