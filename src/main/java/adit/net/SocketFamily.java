package adit.net;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

/** Of which family a socket is opened. One of both costs more calls and memory, and reaches IPv4 in a roundabout way. */
final class SocketFamily {
    private SocketFamily() {}

    /** That of the address, so of IPv4 for one that is mapped into IPv6. */
    static ProtocolFamily of(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }
}
