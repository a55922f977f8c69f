package adit.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Where addresses come from that are not in the cache. */
interface Source {

    /**
     * Starts to look a name up. Called on the thread of the resolver; must not block it.
     *
     * @param found called exactly once for each family, on any thread
     */
    void lookUp(String host, Set<Family> families, BiConsumer<Family, Finding> found);

    /** The servers that are asked; none where the system knows. From any thread. */
    List<InetSocketAddress> servers();
}
