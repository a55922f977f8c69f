package adit.http;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A host in the one canonical form: lower case, one trailing dot stripped, IDNA names as A-labels, addresses as in
 * {@link IpAddress#text}. Equal hosts have equal texts.
 *
 * <p>Names follow the DNS, not the stricter rule for host names (RFC 1123): an underscore anywhere and a hyphen at the
 * edge of a label are accepted, because such names exist and work.
 *
 * @param text a name, or an address literal without brackets
 * @param literal the address when the host is one: no name is looked up for it. For an IPv4-mapped IPv6 address this
 *     is the IPv4 address that it stands for
 */
public record Host(String text, Optional<InetAddress> literal) {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    /** Valid in IDNA 2008 as themselves, mapped to something else by IDNA 2003: sharp s, final sigma, joiners. */
    private static final String DEVIATIONS = "\u00DF\u1E9E\u03C2\u200C\u200D";

    /**
     * Reads a host as an operator writes it: a name, also with U-labels, or an address, IPv6 with or without brackets.
     *
     * @throws BadTargetException where it is none of these
     */
    public static Host parse(String text) throws BadTargetException {
        if (text.startsWith("[") || text.indexOf(':') >= 0) {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            return ipv6(bracketed ? text.substring(1, text.length() - 1) : text);
        }
        return nameOrIpv4(text.chars().allMatch(c -> c < 0x80) ? text : toAscii(text));
    }

    /** The text by which it is told from other hosts: of an IPv4-mapped address that of the IPv4 address it stands for. */
    public String comparable() {
        return literal.map(IpAddress::text).orElse(text);
    }

    static Host ipv6(String text) throws BadTargetException {
        if (text.indexOf('%') >= 0) {
            throw new BadTargetException("an IPv6 address with a zone is not accepted");
        }
        byte[] bytes = IpAddress.bytes(text)
                .filter(b -> b.length == 16)
                .orElseThrow(() -> new BadTargetException("not an IPv6 address between the brackets"));
        return new Host(IpAddress.text(bytes), Optional.of(IpAddress.ofBytes(bytes)));
    }

    static Host nameOrIpv4(String text) throws BadTargetException {
        String name = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new BadTargetException("the host is empty");
        }
        checkName(name);
        if (!endsInNumber(name)) {
            return new Host(name, Optional.empty());
        }
        InetAddress address = IpAddress.parse(name)
                .orElseThrow(() -> new BadTargetException("a host that ends in a number must be an IPv4 address of"
                        + " four decimal numbers without leading zeros, such as 192.0.2.1"));
        return new Host(name, Optional.of(address));
    }

    private static void checkName(String name) throws BadTargetException {
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                checkLabel(i - label);
                label = i + 1;
            } else if (!Grammar.isLetterOrDigit(c) && c != '-' && c != '_') {
                throw new BadTargetException(Grammar.show(c) + " is not allowed in a host name");
            }
        }
        checkLabel(name.length() - label);
        if (name.length() > LONGEST_NAME) {
            throw new BadTargetException("the host name is longer than " + LONGEST_NAME + " characters");
        }
    }

    private static void checkLabel(int length) throws BadTargetException {
        if (length == 0) {
            throw new BadTargetException("the host name has an empty label: two dots, or one at its start");
        }
        if (length > LONGEST_LABEL) {
            throw new BadTargetException("a label of the host name is longer than " + LONGEST_LABEL + " characters");
        }
    }

    /** Whether programs would take the name for an IPv4 address (WHATWG URL, "ends in a number"). */
    private static boolean endsInNumber(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return Grammar.isNumber(last)
                || (last.startsWith("0x") && last.chars().skip(2).allMatch(Grammar::isHexDigit));
    }

    private static String toAscii(String name) throws BadTargetException {
        if (name.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            throw new BadTargetException("the versions of IDNA disagree on this name: write its A-labels (xn--...)");
        }
        try {
            return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new BadTargetException("not an internationalised name: write its A-labels (xn--...)");
        }
    }
}
