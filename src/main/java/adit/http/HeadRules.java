package adit.http;

import static adit.http.SyntaxException.malformed;
import static adit.http.SyntaxException.unknownCoding;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the fields of a head must satisfy together: one host and one framing, or the head is refused. */
final class HeadRules {
    /** More digits than any body has bytes; few enough for a {@code long}. */
    private static final int MOST_LENGTH_DIGITS = 18;

    private static final String CHUNKED = "chunked";

    /** Transfer codings that do not show where they end (RFC 9112, 7.2); of others that cannot be said. */
    private static final Set<String> WITHOUT_END = Set.of("compress", "deflate", "gzip", "x-compress", "x-gzip");

    private HeadRules() {}

    static void check(RequestHead head) throws SyntaxException {
        checkHost(head);
        checkFraming(head.fields(), head.minor());
    }

    /** RFC 9112, 3.2. */
    private static void checkHost(RequestHead head) throws SyntaxException {
        List<String> hosts = head.values("Host");
        if (hosts.isEmpty() && head.minor() > 0) {
            throw malformed("an HTTP/1.1 request needs a Host field");
        }
        if (hosts.size() > 1) {
            throw malformed("more than one Host field");
        }
        if (!hosts.isEmpty() && !isHostValue(hosts.get(0))) {
            throw malformed("the value of the Host field is not host or host:port");
        }
    }

    /** {@code uri-host [ ":" port ]}, or nothing (RFC 9110, 7.2). */
    private static boolean isHostValue(String value) {
        int hostEnd = value.startsWith("[") ? value.indexOf(']') + 1 : value.indexOf(':');
        String host = hostEnd < 0 ? value : value.substring(0, hostEnd);
        String rest = value.substring(host.length());
        boolean portValid = rest.length() < 2
                ? rest.isEmpty() || rest.equals(":")
                : rest.startsWith(":") && Grammar.isNumber(rest.substring(1));
        return portValid && (value.startsWith("[") ? isIpLiteral(host) : isRegName(host));
    }

    private static boolean isIpLiteral(String host) {
        return host.length() > 2
                && IpAddress.bytes(host.substring(1, host.length() - 1))
                        .filter(b -> b.length == 16)
                        .isPresent();
    }

    private static boolean isRegName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%') {
                if (i + 2 >= host.length()
                        || !Grammar.isHexDigit(host.charAt(i + 1))
                        || !Grammar.isHexDigit(host.charAt(i + 2))) {
                    return false;
                }
            } else if (!Grammar.isLetterOrDigit(c) && "-._~!$&'()*+,;=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 9112, 6.1 to 6.3, each "may reject" taken, for requests and responses alike. */
    static void checkFraming(List<Field> fields, int minor) throws SyntaxException {
        List<String> lengths = Field.values(fields, "Content-Length");
        List<String> codings = Field.values(fields, "Transfer-Encoding");
        if (lengths.size() > 1) {
            throw malformed("more than one Content-Length field");
        }
        if (!lengths.isEmpty() && !isLength(lengths.get(0))) {
            throw malformed("the value of the Content-Length field is not a decimal number in range");
        }
        if (!lengths.isEmpty() && !codings.isEmpty()) {
            throw malformed("both Content-Length and Transfer-Encoding");
        }
        if (!codings.isEmpty() && minor == 0) {
            throw malformed("Transfer-Encoding in an HTTP/1.0 message");
        }
        if (!codings.isEmpty()) {
            checkCodings(String.join(",", codings).split(",", -1));
        }
    }

    /** The one thing that can be forwarded is a single chunked; what else it is decides on the status (RFC 9112, 6.1 and 6.3). */
    private static void checkCodings(String[] codings) throws SyntaxException {
        int last = codings.length - 1;
        boolean known = true;
        for (int i = 0; i <= last; i++) {
            String coding = codings[i].strip();
            if (!Grammar.isToken(coding)) {
                throw malformed("the value of the Transfer-Encoding field is not a list of transfer codings");
            }
            boolean chunked = coding.equalsIgnoreCase(CHUNKED);
            if (chunked ? i < last : i == last && WITHOUT_END.contains(coding.toLowerCase(Locale.ROOT))) {
                throw malformed("chunked must be the last of the transfer codings, and stand there once");
            }
            known &= chunked;
        }
        if (!known) {
            throw unknownCoding("the only transfer coding that is known here is chunked");
        }
    }

    private static boolean isLength(String value) {
        return Grammar.isNumber(value) && value.length() <= MOST_LENGTH_DIGITS;
    }
}
