package adit.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.Type;

/** The two kinds of addresses, which are asked for separately. */
enum Family {
    IPV6(Type.AAAA),
    IPV4(Type.A);

    /** How many of one name are taken: whoever runs a name server decides how many there are. */
    static final int MOST_ADDRESSES = 100;

    /** The type of DNS records that have them. */
    final int type;

    Family(int type) {
        this.type = type;
    }

    /** Those of the addresses that are of this family. */
    List<InetAddress> of(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> address instanceof Inet4Address == (this == IPV4))
                .toList();
    }
}
