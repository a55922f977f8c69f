package adit.policy;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A form of IPv6 address that has an IPv4 address within, to which a translator or a tunnel may lead on. IPv4-mapped
 * addresses are none of these: they are IPv4 addresses everywhere here.
 *
 * @param form whether an address is of this form
 */
record Disguise(Predicate<InetAddress> form, Place place) {
    private static final int IPV6 = 16;
    private static final int IPV4 = 4;

    /** The bit of an interface identifier that says that it is unique in the world. */
    private static final int UNIQUE = 0x02;

    /** The byte of RFC 6052, 2.2 that is always zero. */
    private static final int RESERVED_BYTE = 8;

    private static final List<Disguise> ALL = List.of(
            // IPv4-compatible (RFC 4291, 2.5.5.1), of which the unspecified address and that of the loopback are none.
            new Disguise(
                    in("::/96").and(address -> !address.isAnyLocalAddress() && !address.isLoopbackAddress()), at(12)),
            // IPv4-translated (RFC 2765, 2.1).
            new Disguise(in("::ffff:0:0:0/96"), at(12)),
            // NAT64 by the well-known prefix (RFC 6052, 2.1).
            new Disguise(in("64:ff9b::/96"), at(12)),
            // NAT64 by a prefix of local use (RFC 8215).
            new Disguise(in("64:ff9b:1::/48"), Disguise::rfc6052),
            // 6to4 (RFC 3056, 2).
            new Disguise(in("2002::/16"), at(2)),
            // Teredo (RFC 4380, 4): the address of the server, and that of the client with each bit inverted.
            new Disguise(in("2001::/32"), at(4)),
            new Disguise(in("2001::/32"), (bytes, prefix) -> inverted(at(12).within(bytes, prefix))),
            // ISATAP (RFC 5214, 6.1): an interface identifier, whatever the prefix.
            new Disguise(Disguise::isIsatap, at(12)));

    /** Where the IPv4 address is. */
    private interface Place {
        /** @param prefix the length of the prefix by which a translator may know the address, in bits */
        byte[] within(byte[] bytes, int prefix);
    }

    static List<Disguise> all() {
        return ALL;
    }

    /**
     * The IPv4 address within; empty where the address is not of this form.
     *
     * @param prefix the length of the prefix by which a translator may know it, in bits
     */
    Optional<InetAddress> within(InetAddress address, int prefix) {
        return form.test(address)
                ? Optional.of(IpAddress.ofBytes(place.within(address.getAddress(), prefix)))
                : Optional.empty();
    }

    private static Predicate<InetAddress> in(String block) {
        return Cidr.parse(block)::contains;
    }

    private static Place at(int index) {
        return (bytes, prefix) -> Arrays.copyOfRange(bytes, index, index + IPV4);
    }

    private static byte[] inverted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }

    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV6
                && (bytes[8] & ~UNIQUE) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    /** By the longest of the lengths of RFC 6052 that is no longer than the prefix, 48 at least. */
    private static byte[] rfc6052(byte[] bytes, int prefix) {
        if (prefix >= 96) {
            return at(12).within(bytes, prefix);
        }
        int first = Math.min(8, Math.max(6, prefix / 8));
        byte[] within = new byte[IPV4];
        for (int i = 0; i < IPV4; i++) {
            within[i] = bytes[first + i < RESERVED_BYTE ? first + i : first + i + 1];
        }
        return within;
    }
}
