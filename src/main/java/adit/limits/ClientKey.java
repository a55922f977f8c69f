package adit.limits;

import java.net.InetAddress;

/**
 * Who counts as one client: an IPv4 address, or an IPv6 network of 64 bits, in which one host may have any number of
 * addresses (RFC 4291, 2.5.1; RFC 8981).
 */
record ClientKey(long bits, boolean isNetwork) {

    static ClientKey of(InetAddress address) {
        byte[] bytes = address.getAddress();
        long bits = 0;
        for (int i = 0; i < Math.min(bytes.length, Long.BYTES); i++) {
            bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return new ClientKey(bits, bytes.length > Long.BYTES);
    }
}
