package adit.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Text forms of IP addresses. Reading is strict and never looks anything up: the shorthands of {@code inet_aton}
 * ({@code 127.1}, {@code 0x7f.1}, {@code 0177.0.0.1}, {@code 2130706433}) are not addresses here, because programs do
 * not agree on which address they mean.
 */
public final class IpAddress {
    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final int GROUPS = 8;
    private static final int NO_DIGIT = -1;

    private IpAddress() {}

    /**
     * Reads a dotted quad without leading zeros, or an IPv6 address (RFC 4291, 2.2) without brackets and zone.
     *
     * @return empty where the text is neither. An IPv4-mapped IPv6 address comes back as the IPv4 address it stands
     *     for, as everywhere in {@code java.net}
     */
    public static Optional<InetAddress> parse(String text) {
        return bytes(text).map(IpAddress::ofBytes);
    }

    /** The same address without zone; an IPv4-mapped IPv6 address as the IPv4 address it stands for. */
    public static InetAddress plain(InetAddress address) {
        return address instanceof Inet4Address ? address : ofBytes(address.getAddress());
    }

    /** The canonical text of the {@link #plain} address: a dotted quad, or RFC 5952 for IPv6. */
    public static String text(InetAddress address) {
        return text(plain(address).getAddress());
    }

    static Optional<byte[]> bytes(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf(':') >= 0 ? bytes6(text) : bytes4(text);
    }

    /**
     * The address of these bytes.
     *
     * @throws IllegalArgumentException where there are neither 4 nor 16
     */
    public static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
        }
    }

    static String text(byte[] bytes) {
        if (bytes.length == 4) {
            return text4(bytes, 0);
        }
        return isMapped(bytes) ? "::ffff:" + text4(bytes, 12) : text6(bytes);
    }

    private static Optional<byte[]> bytes4(String text) {
        byte[] bytes = new byte[4];
        int index = 0;
        int octet = NO_DIGIT;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Grammar.isDigit(c) && octet != 0 && octet <= 25) {
                octet = 10 * Math.max(0, octet) + c - '0';
            } else if (c == '.' && isOctet(octet) && index < 3) {
                bytes[index++] = (byte) octet;
                octet = NO_DIGIT;
            } else {
                return Optional.empty();
            }
        }
        bytes[index] = (byte) octet;
        return index == 3 && isOctet(octet) ? Optional.of(bytes) : Optional.empty();
    }

    private static boolean isOctet(int number) {
        return number != NO_DIGIT && number <= 255;
    }

    private static Optional<byte[]> bytes6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(g -> g.size() == GROUPS).map(g -> join(g, List.of()));
        }
        Optional<List<Integer>> head = groups(text.substring(0, gap), false);
        Optional<List<Integer>> tail = groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty() || head.get().size() + tail.get().size() >= GROUPS) {
            return Optional.empty();
        }
        return Optional.of(join(head.get(), tail.get()));
    }

    private static Optional<List<Integer>> groups(String text, boolean mayEndInQuad) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<byte[]> quad = mayEndInQuad && i == parts.length - 1 ? bytes4(parts[i]) : Optional.empty();
            if (quad.isPresent()) {
                groups.add(group(quad.get(), 0));
                groups.add(group(quad.get(), 1));
            } else if (isGroup(parts[i])) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(Grammar::isHexDigit);
    }

    private static byte[] join(List<Integer> head, List<Integer> tail) {
        byte[] bytes = new byte[2 * GROUPS];
        for (int i = 0; i < head.size(); i++) {
            put(bytes, i, head.get(i));
        }
        for (int i = 0; i < tail.size(); i++) {
            put(bytes, GROUPS - tail.size() + i, tail.get(i));
        }
        return bytes;
    }

    private static void put(byte[] bytes, int index, int group) {
        bytes[2 * index] = (byte) (group >> 8);
        bytes[2 * index + 1] = (byte) group;
    }

    private static int group(byte[] bytes, int index) {
        return ((bytes[2 * index] & 0xFF) << 8) | (bytes[2 * index + 1] & 0xFF);
    }

    private static boolean isMapped(byte[] bytes) {
        byte[] prefix = new byte[12];
        put(prefix, 5, 0xFFFF);
        return Arrays.equals(bytes, 0, 12, prefix, 0, 12);
    }

    private static String text4(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) + "." + (bytes[from + 1] & 0xFF) + "." + (bytes[from + 2] & 0xFF) + "."
                + (bytes[from + 3] & 0xFF);
    }

    private static String text6(byte[] bytes) {
        int from = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(bytes, i);
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        if (length < 2) {
            return hex(bytes, 0, GROUPS);
        }
        return hex(bytes, 0, from) + "::" + hex(bytes, from + length, GROUPS);
    }

    private static int zerosFrom(byte[] bytes, int index) {
        int end = index;
        while (end < GROUPS && group(bytes, end) == 0) {
            end++;
        }
        return end - index;
    }

    private static String hex(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }
}
