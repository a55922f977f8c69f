package adit.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Listening addresses as operators read them. */
final class SocketAddresses {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private SocketAddresses() {}

    /** {@code address:port}; an IPv6 address stands in brackets, its first run of zeros shortened. */
    static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip.getHostAddress();
        return (ip instanceof Inet6Address ? "[" + ZEROS.matcher(host).replaceFirst("::") + "]" : host)
                + ":"
                + address.getPort();
    }
}
