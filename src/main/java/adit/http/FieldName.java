package adit.http;

import java.util.EnumSet;
import java.util.Set;

/** The fields that forwarding has to know by name; all others are {@link #OTHER}. */
enum FieldName {
    OTHER(""),
    // Hop-by-hop, whether Connection names them or not (RFC 9110, 7.6.1, 7.8, 11.7; RFC 7540, 3.2.1).
    CONNECTION("Connection"),
    HTTP2_SETTINGS("HTTP2-Settings"),
    KEEP_ALIVE("Keep-Alive"),
    PROXY_AUTHENTICATE("Proxy-Authenticate"),
    PROXY_AUTHENTICATION_INFO("Proxy-Authentication-Info"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    PROXY_CONNECTION("Proxy-Connection"),
    TE("TE"),
    TRANSFER_ENCODING("Transfer-Encoding"),
    UPGRADE("Upgrade"),
    // Forwarded unless Connection names it.
    AUTHORIZATION("Authorization"),
    // Forwarded whatever Connection names: the message would mean something else without them.
    CONTENT_LENGTH("Content-Length"),
    EXPECT("Expect"),
    HOST("Host"),
    MAX_FORWARDS("Max-Forwards"),
    TRAILER("Trailer"),
    VIA("Via");

    private static final int LONGEST = 25;
    private static final FieldName[][] BY_LENGTH = new FieldName[LONGEST + 1][];
    private static final Set<FieldName> HOP_BY_HOP = EnumSet.range(CONNECTION, UPGRADE);
    private static final Set<FieldName> VITAL = EnumSet.range(CONTENT_LENGTH, VIA);

    static {
        for (int i = 0; i <= LONGEST; i++) {
            int length = i;
            BY_LENGTH[i] = EnumSet.complementOf(EnumSet.of(OTHER)).stream()
                    .filter(field -> field.text.length() == length)
                    .toArray(FieldName[]::new);
        }
    }

    private final String text;

    FieldName(String text) {
        this.text = text;
    }

    /** The field of that name, written in whatever case. */
    static FieldName of(String name) {
        if (name.length() <= LONGEST) {
            for (FieldName field : BY_LENGTH[name.length()]) {
                if (field.text.equalsIgnoreCase(name)) {
                    return field;
                }
            }
        }
        return OTHER;
    }

    /** Whether it is meant for the next hop alone, and made anew for the one after it. */
    boolean isHopByHop() {
        return HOP_BY_HOP.contains(this);
    }

    /** Whether no Connection option can take it away. */
    boolean isVital() {
        return VITAL.contains(this);
    }
}
