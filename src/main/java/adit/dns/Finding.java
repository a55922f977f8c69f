package adit.dns;

import adit.tunnel.Rejection;
import java.net.InetAddress;
import java.util.List;

/** What a source says of one family of a name's addresses. */
sealed interface Finding {

    /**
     * The truth, for some time.
     *
     * @param addresses none where the name, or an address of the family, does not exist
     * @param ttl seconds for which it may be kept, as the source says
     */
    record Known(List<InetAddress> addresses, long ttl) implements Finding {}

    /** Nobody could say. */
    record Failed(Rejection rejection) implements Finding {}
}
