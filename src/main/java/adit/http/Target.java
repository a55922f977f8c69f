package adit.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a client wants to go, in the one canonical form that every decision is made on: lower case, one trailing dot
 * stripped, IDNA names as A-labels, IPv6 in the text form of RFC 5952.
 *
 * @param host a name, or an address literal without brackets
 * @param port 1 to 65535
 * @param literal the address when the host is a literal: no name is looked up for it
 */
public record Target(String host, int port, Optional<InetAddress> literal) {
    private static final int HTTP_PORT = 80;
    private static final int HIGHEST_PORT = 65535;
    private static final int MOST_PORT_DIGITS = 5;

    /**
     * Reads the authority of a CONNECT request (RFC 9112, 3.2.3): {@code host:port}, both required, in ASCII. A port
     * with a leading zero is refused: RFC 3986 allows it, some programs take it for octal.
     *
     * @throws BadTargetException where the text is not exactly that; the message says what is wrong
     */
    public static Target parse(String authority) throws BadTargetException {
        checkCharacters(authority);
        boolean bracketed = authority.startsWith("[");
        int hostEnd = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
        if (bracketed && hostEnd == 0) {
            throw new BadTargetException("the bracket around the IPv6 address is not closed");
        }
        if (hostEnd < 0 || hostEnd == authority.length()) {
            throw new BadTargetException("the port is missing: host:port is needed");
        }
        if (authority.charAt(hostEnd) != ':') {
            throw new BadTargetException("only a colon and the port may follow the bracket");
        }
        if (!bracketed && authority.indexOf(':', hostEnd + 1) >= 0) {
            throw new BadTargetException("more than one colon: an IPv6 address needs brackets, such as [::1]:443");
        }
        String uriHost = authority.substring(0, hostEnd);
        Host host = bracketed ? Host.ipv6(uriHost.substring(1, hostEnd - 1)) : Host.nameOrIpv4(uriHost);
        return new Target(host.text(), port(authority.substring(hostEnd + 1)), host.literal());
    }

    /**
     * Reads the authority of an {@code http} URI (RFC 9110, 4.2.1): as {@link #parse}, but the port may be missing or
     * empty, and is 80 then.
     *
     * @throws BadTargetException where the text is not exactly that; the message says what is wrong
     */
    public static Target parseHttp(String authority) throws BadTargetException {
        if (authority.endsWith(":")) {
            return parse(authority + HTTP_PORT);
        }
        boolean hasPort = authority.indexOf(':', authority.indexOf(']') + 1) >= 0;
        return parse(hasPort ? authority : authority + ":" + HTTP_PORT);
    }

    private static void checkCharacters(String authority) throws BadTargetException {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c == '@') {
                throw new BadTargetException("'@': user information is not allowed in a target");
            }
            if (c == '/' || c == '?' || c == '#') {
                throw new BadTargetException(Grammar.show(c) + ": a target is host:port, not a URI");
            }
            if (!Grammar.isVisible(c)) {
                throw new BadTargetException(Grammar.show(c) + " is not allowed in a target");
            }
        }
    }

    private static int port(String digits) throws BadTargetException {
        if (digits.isEmpty()) {
            throw new BadTargetException("the port is empty: host:port is needed");
        }
        if (!Grammar.isNumber(digits)) {
            throw new BadTargetException("the port is not a decimal number");
        }
        if (digits.charAt(0) == '0') {
            throw new BadTargetException("the port is 0 or has a leading zero");
        }
        if (digits.length() > MOST_PORT_DIGITS || Integer.parseInt(digits) > HIGHEST_PORT) {
            throw new BadTargetException("the port is not between 1 and " + HIGHEST_PORT);
        }
        return Integer.parseInt(digits);
    }

    /** The host as {@link Host#comparable} has it. */
    public String comparableHost() {
        return literal.map(IpAddress::text).orElse(host);
    }

    /** What the Host field of a request for an {@code http} URI says: the port only where it is not 80. */
    String hostField() {
        return port == HTTP_PORT ? uriHost() : toString();
    }

    /** The canonical {@code host:port}, an IPv6 literal in brackets. */
    @Override
    public String toString() {
        return uriHost() + ":" + port;
    }

    private String uriHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
