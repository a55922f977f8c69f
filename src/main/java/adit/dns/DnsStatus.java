package adit.dns;

import java.net.InetSocketAddress;
import java.util.List;

/** How a resolver is. Point-in-time reads, for any thread; totals count since the start. */
public interface DnsStatus {
    DnsSettings.Mode mode();

    /** Those asked, in their order; none with {@link DnsSettings.Mode#SYSTEM}. */
    List<InetSocketAddress> servers();

    /** Answers in the cache: one for each name and family of addresses. */
    int cacheSize();

    int cacheLimit();

    /** Look-ups that the cache answered with addresses. */
    long hitTotal();

    /** Look-ups that the cache answered with the knowledge that there is no address. */
    long negativeHitTotal();

    /** Look-ups that had to wait for others to be asked. */
    long missTotal();

    /** Look-ups of names for which nobody had an answer in time, or that were too many. */
    long failureTotal();

    /** Names that are being looked up. */
    int pendingCount();

    int pendingLimit();

    /** How long those who were asked took, in milliseconds; 0 where nobody was. */
    double latencyMillis(double percentile);

    /** Empties the cache; returns how many answers there were. */
    int flush();
}
