package adit.http;

import adit.http.BodyFraming.Kind;
import java.util.List;
import java.util.Optional;

/** A response as the proxy forwards it (RFC 9110, 7.6; RFC 9112, 6.3). Immutable. */
public final class ForwardResponse {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ResponseHead head;
    private final ForwardRequest request;
    private final ConnectionFields connection;
    private final Optional<BodyFraming> announced;

    private ForwardResponse(ResponseHead head, ForwardRequest request) {
        this.head = head;
        this.request = request;
        connection = ConnectionFields.of(head.fields());
        announced = BodyFraming.announced(head.fields());
    }

    /**
     * Reads a response head in the light of the request it answers.
     *
     * @throws BadResponseException where it cannot be an answer to this request
     */
    public static ForwardResponse of(ResponseHead head, ForwardRequest request) throws BadResponseException {
        ForwardResponse response = new ForwardResponse(head, request);
        if (head.status() == PROXY_AUTHENTICATION_REQUIRED) {
            throw new BadResponseException("the origin asks for authentication as a proxy (407), which it is not");
        }
        if (response.switchesProtocols() && !response.switchesAsOffered()) {
            throw new BadResponseException("the origin switches to a protocol that was not offered (101)");
        }
        return response;
    }

    public int status() {
        return head.status();
    }

    /** Whether another response to the same request follows: 1xx other than 101 (RFC 9110, 15.2). */
    public boolean interim() {
        return isInformational() && !switchesProtocols();
    }

    /** Whether it goes to this client: interim responses never reach HTTP/1.0 (RFC 9110, 15.2). */
    public boolean forwardable() {
        return request.minor() > 0 || !interim();
    }

    /** Whether bytes of another protocol follow in both directions: 101. */
    public boolean switchesProtocols() {
        return head.status() == SWITCHING_PROTOCOLS;
    }

    /** How the end of the body is found on the side of the origin (RFC 9112, 6.3). */
    public BodyFraming body() {
        boolean bodiless = hasNoContent()
                || head.status() == NOT_MODIFIED
                || request.method().equals("HEAD");
        return bodiless ? BodyFraming.NONE : announced.orElse(BodyFraming.UNTIL_CLOSE);
    }

    /** What moves the body from origin to client, chunks undone for HTTP/1.0; a new one each time. */
    public BodyTransfer bodyTransfer() {
        return request.minor() > 0 ? BodyTransfer.of(body()) : BodyTransfer.withoutChunks(body());
    }

    /** Whether the origin's connection can carry another request once the body has ended (RFC 9112, 9.3). */
    public boolean originPersistent() {
        boolean wanted = head.minor() > 0 ? !connection.close() : connection.has("keep-alive");
        return wanted && endsByItself();
    }

    /** Whether the client's connection can: the client wants it, and the body's end does not need the connection's. */
    public boolean clientPersistent() {
        return request.persistent() && endsByItself();
    }

    /**
     * The head for the client, up to and including the empty line.
     *
     * @param pseudonym a token that no other proxy has, for the Via field
     * @param keepClientOpen whether another request may follow, as far as the caller is concerned; where
     *     {@link #clientPersistent} does not hold, the head announces the close all the same
     */
    public byte[] encode(String pseudonym, boolean keepClientOpen) {
        HeadWriter out = new HeadWriter()
                .append("HTTP/1.1 ")
                .append(Integer.toString(head.status()))
                .append(" ")
                .append(head.reason())
                .endLine();
        for (Field field : head.fields()) {
            FieldName known = FieldName.of(field.name());
            if (known != FieldName.CONTENT_LENGTH && connection.forwards(known, field.name())) {
                out.field(field);
            }
        }
        if (!hasNoContent()) {
            announced.filter(this::isForClient).ifPresent(framing -> framing.writeTo(out));
        }
        if (switchesProtocols()) {
            out.field("Upgrade", String.join(", ", connection.upgrades())).field("Connection", "Upgrade");
        } else if (!interim() && !(keepClientOpen && clientPersistent())) {
            out.field("Connection", "close");
        }
        return out.via(head.minor(), pseudonym).end();
    }

    /** HTTP/1.0 knows no chunks. */
    private boolean isForClient(BodyFraming framing) {
        return framing.kind() != Kind.CHUNKED || request.minor() > 0;
    }

    private boolean endsByItself() {
        return body().kind() != Kind.UNTIL_CLOSE && !switchesProtocols();
    }

    private boolean isInformational() {
        return head.status() < 200;
    }

    /** Responses of a status that forbids even to announce content (RFC 9112, 6.1 and 6.2). */
    private boolean hasNoContent() {
        return isInformational() || head.status() == NO_CONTENT;
    }

    private boolean switchesAsOffered() {
        List<String> chosen = connection.upgrades();
        return !chosen.isEmpty() && chosen.stream().allMatch(request::offers);
    }
}
