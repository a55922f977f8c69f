package adit.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A block of addresses that a proxy must not be talked into dialling: it leads to this machine, into a private network,
 * to many machines at once, through a translator, or nowhere.
 *
 * <p>The blocks are those of IANA's special-purpose address registries (RFC 6890), with multicast, the transition
 * mechanisms, and addresses where clouds serve credentials. Of the blocks that the registries call globally reachable
 * those of AS112 and AMT are ordinary addresses here, in IPv4 as in IPv6: somebody serves them to everyone. The others
 * are not: the anycast addresses of PCP, TURN and service registration lead to whatever is nearest, ORCHIDs and drone
 * identifiers to nobody, and NAT64 to the IPv4 address within.
 *
 * @param kind what an address in it is, with its article
 */
public record AddressBlock(Cidr cidr, String kind) {
    /** A block within another stands before it. */
    private static final List<AddressBlock> ALL = List.of(
            block("0.0.0.0/8", "an unspecified address"),
            block("127.0.0.0/8", "a loopback address"),
            block("10.0.0.0/8", "a private address"),
            block("172.16.0.0/12", "a private address"),
            block("192.168.0.0/16", "a private address"),
            block("100.64.0.0/10", "a shared address of a carrier-grade NAT"),
            block("169.254.0.0/16", "a link-local address"),
            block("168.63.129.16/32", "an address of a cloud platform's own services"),
            block("192.0.0.0/24", "an address of an IETF protocol"),
            block("192.0.2.0/24", "a documentation address"),
            block("198.51.100.0/24", "a documentation address"),
            block("203.0.113.0/24", "a documentation address"),
            block("192.88.99.0/24", "a 6to4 relay address"),
            block("198.18.0.0/15", "a benchmarking address"),
            block("224.0.0.0/4", "a multicast address"),
            block("255.255.255.255/32", "the broadcast address"),
            block("240.0.0.0/4", "a reserved address"),
            block("::/128", "an unspecified address"),
            block("::1/128", "a loopback address"),
            block("::/96", "an IPv4-compatible address"),
            block("::ffff:0:0:0/96", "an IPv4-translated address"),
            block("64:ff9b::/96", "a NAT64 address"),
            block("64:ff9b:1::/48", "a NAT64 address"),
            block("100::/64", "a discard-only address"),
            block("100:0:0:1::/64", "a dummy address"),
            block("2001::/32", "a Teredo address"),
            block("2001:2::/48", "a benchmarking address"),
            block("2001:10::/28", "an ORCHID, not an address"),
            block("2001:20::/28", "an ORCHID, not an address"),
            block("2001:30::/28", "an identifier of a drone, not an address"),
            block("2001::/23", "an address of an IETF protocol"),
            block("2001:db8::/32", "a documentation address"),
            block("3fff::/20", "a documentation address"),
            block("2002::/16", "a 6to4 address"),
            block("5f00::/16", "a segment routing identifier, not an address"),
            block("fc00::/7", "a unique local address"),
            block("fe80::/10", "a link-local address"),
            block("fec0::/10", "a site-local address"),
            block("ff00::/8", "a multicast address"));

    /** Within special blocks, and ordinary all the same. */
    private static final List<Cidr> ORDINARY = List.of(Cidr.parse("2001:3::/32"), Cidr.parse("2001:4:112::/48"));

    /** The block that the address belongs to; empty for an ordinary public address. */
    public static Optional<AddressBlock> of(InetAddress address) {
        if (!Cidr.anyContains(ORDINARY, address)) {
            for (AddressBlock block : ALL) {
                if (block.cidr().contains(address)) {
                    return Optional.of(block);
                }
            }
        }
        return Optional.empty();
    }

    private static AddressBlock block(String cidr, String kind) {
        return new AddressBlock(Cidr.parse(cidr), kind);
    }

    /** Such as {@code a loopback address (127.0.0.0/8)}. */
    @Override
    public String toString() {
        return kind + " (" + cidr + ")";
    }
}
