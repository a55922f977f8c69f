package adit.account;

import java.util.List;

/** What may be seen of the server that all tunnels live in. Safe for use by any thread. */
public interface LiveServer {
    /** The I/O threads; the same at any time. */
    List<LiveThread> threads();

    /** The bounds of the whole, with their present use. */
    List<Bound> bounds();

    /** Open connections of clients: how many there may be and are, one of the {@link #bounds}. */
    Bound connections();

    /** How the bytes of tunnels are moved. */
    RelayStatus relay();
}
