package adit.dns;

import adit.http.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The name servers of resolv.conf(5). The library's reader takes a name for a server, and has the system look it up on
 * the thread that reads.
 */
final class ResolvConf {
    private static final int PORT = 53;

    private ResolvConf() {}

    /** What is no address, or has a zone that this machine has not, is left out. */
    static List<InetSocketAddress> read(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .flatMap(words -> address(words[1]).stream())
                .map(address -> new InetSocketAddress(address, PORT))
                .distinct()
                .toList();
    }

    private static Optional<InetAddress> address(String text) {
        int zone = text.indexOf('%');
        if (zone < 0
                || IpAddress.parse(text.substring(0, zone))
                        .filter(Inet6Address.class::isInstance)
                        .isEmpty()) {
            return IpAddress.parse(text);
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // no look-up: it is known for an address
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
