package adit.policy;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A block of addresses: a network and the length of its prefix in bits (RFC 4632, RFC 4291).
 *
 * @param prefix 0 to 32 for IPv4, to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefix) {

    /** @throws IllegalArgumentException where the network is not the first address of the block */
    public Cidr {
        network = IpAddress.plain(network);
        byte[] first = network.getAddress();
        if (prefix < 0 || prefix > 8 * first.length) {
            throw new IllegalArgumentException("the prefix length is not between 0 and " + 8 * first.length);
        }
        clearAfter(first, prefix);
        if (!Arrays.equals(first, network.getAddress())) {
            String meant = IpAddress.text(IpAddress.ofBytes(first)) + "/" + prefix;
            throw new IllegalArgumentException("bits are set after the prefix: the network is " + meant);
        }
    }

    /**
     * Reads {@code address/prefix}; an address alone is the block of that one address.
     *
     * @throws IllegalArgumentException with a message fit for the operator
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network = IpAddress.parse(address)
                .orElseThrow(() -> new IllegalArgumentException("not an IP address or a block of them:"
                        + " 192.0.2.1, 192.0.2.0/24, 2001:db8::1 and 2001:db8::/32 are"));
        int bits = 8 * network.getAddress().length;
        if (bits == 32 && address.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "IPv4-mapped IPv6 addresses count as IPv4: write " + IpAddress.text(network));
        }
        return new Cidr(network, slash < 0 ? bits : prefix(text.substring(slash + 1), bits));
    }

    /** Whether the address belongs to the block; an IPv4-mapped IPv6 address counts as IPv4. */
    public boolean contains(InetAddress address) {
        InetAddress plain = IpAddress.plain(address);
        if (plain.getClass() != network.getClass()) {
            return false;
        }
        byte[] bytes = plain.getAddress();
        byte[] first = network.getAddress();
        int whole = prefix / 8;
        int partial = 0xFF << (8 - prefix % 8);
        return Arrays.equals(bytes, 0, whole, first, 0, whole)
                && (prefix % 8 == 0 || ((bytes[whole] ^ first[whole]) & partial & 0xFF) == 0);
    }

    /** Whether the address belongs to one of the blocks. */
    static boolean anyContains(List<Cidr> blocks, InetAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static int prefix(String digits, int bits) {
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("the prefix length is not between 0 and " + bits);
        }
        return Integer.parseInt(digits);
    }

    private static void clearAfter(byte[] bytes, int prefix) {
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.min(8, Math.max(0, prefix - 8 * i));
            bytes[i] &= (byte) (0xFF << (8 - kept));
        }
    }

    @Override
    public String toString() {
        return IpAddress.text(network) + "/" + prefix;
    }
}
