package adit.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** What the proxy itself answers to requests that are addressed to it, or end at it (RFC 9110, 7.6.2, 9.3.7, 9.3.8). */
public final class LocalAnswer {
    private static final String METHODS = "CONNECT, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, TRACE";

    private LocalAnswer() {}

    /**
     * The answer to {@code OPTIONS *}, and to OPTIONS or TRACE with {@code Max-Forwards: 0}; empty for every other
     * request. It announces that the connection is closed after it.
     *
     * @throws BadRequestException where Max-Forwards is no number
     */
    public static Optional<byte[]> to(RequestHead head) throws BadRequestException {
        OptionalInt maxForwards = MaxForwards.of(head);
        boolean endsHere = maxForwards.isPresent() && maxForwards.getAsInt() == 0;
        boolean options = head.method().equals("OPTIONS");
        if (options && (endsHere || head.target().equals("*"))) {
            return Optional.of(ok().field("Allow", METHODS)
                    .field("Content-Length", 0)
                    .field("Connection", "close")
                    .end());
        }
        return endsHere ? Optional.of(echo(head)) : Optional.empty();
    }

    private static byte[] echo(RequestHead head) {
        HeadWriter received = new HeadWriter();
        received.append(head.method())
                .append(" ")
                .append(head.target())
                .append(" HTTP/1." + head.minor())
                .endLine();
        head.fields().stream().filter(f -> !isSecret(f.name())).forEach(received::field);
        String content = new String(received.end(), StandardCharsets.ISO_8859_1);
        return ok().field("Content-Type", "message/http")
                .field("Content-Length", content.length())
                .field("Connection", "close")
                .end(content);
    }

    /** RFC 9110, 9.3.8: what a script could read out of the answer. */
    private static boolean isSecret(String name) {
        return name.equalsIgnoreCase("Authorization")
                || name.equalsIgnoreCase("Proxy-Authorization")
                || name.equalsIgnoreCase("Cookie");
    }

    private static HeadWriter ok() {
        return new HeadWriter().append("HTTP/1.1 200 OK").endLine();
    }
}
