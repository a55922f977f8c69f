package adit.dns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How names become addresses.
 *
 * @param servers asked in this order; empty for those of {@code /etc/resolv.conf}
 * @param timeout longest wait for one server, each time it is asked
 * @param attempts how often each server is asked, at least 1
 * @param hostsFile names in it are not looked up elsewhere; may be missing
 * @param ttl how long answers are kept
 * @param cacheSize most answers that are kept; one for each name and family of addresses
 * @param maxPending most names that are being looked up at once
 */
public record DnsSettings(
        Mode resolver,
        List<InetSocketAddress> servers,
        Duration timeout,
        int attempts,
        Path hostsFile,
        Ttl ttl,
        int cacheSize,
        int maxPending) {

    /** Who is asked. */
    public enum Mode {
        /** Name servers. */
        DNS,
        /** The resolver of this machine. */
        SYSTEM
    }

    /**
     * Bounds of the time for which answers are kept.
     *
     * @param least for addresses, whatever their TTL says
     * @param most for any answer, stronger than the others; zero keeps nothing
     * @param negative most for an answer without addresses
     */
    public record Ttl(Duration least, Duration most, Duration negative) {

        /** How long an answer is kept whose own TTL that is, in seconds. */
        Duration of(Finding.Known answer) {
            Duration own = Duration.ofSeconds(answer.ttl());
            Duration wanted = answer.addresses().isEmpty() ? min(own, negative) : max(own, least);
            return min(wanted, most);
        }

        private static Duration min(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? a : b;
        }

        private static Duration max(Duration a, Duration b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    /** The same with another resolver. */
    public DnsSettings with(Mode other) {
        return new DnsSettings(other, servers, timeout, attempts, hostsFile, ttl, cacheSize, maxPending);
    }
}
