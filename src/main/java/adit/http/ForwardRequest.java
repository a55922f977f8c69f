package adit.http;

import static adit.http.BadRequestException.malformed;

import adit.http.BadRequestException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request for an {@code http} resource as the proxy forwards it (RFC 9110, 7.6; RFC 9112, 3.2.2): every method but
 * CONNECT. Immutable. What the next server might read in two ways is made anew from how it was understood here: the
 * request line, Host, the framing, everything about the connection.
 */
public final class ForwardRequest {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final String CONTINUE = "100-continue";
    private static final String TRAILERS = "trailers";

    private final RequestHead head;
    private final HttpUri uri;
    private final ConnectionFields connection;
    private final BodyFraming body;
    private final OptionalInt maxForwards;
    private final boolean expectsContinue;
    private final List<String> offered;
    private final boolean acceptsTrailers;

    private ForwardRequest(RequestHead head, HttpUri uri) throws BadRequestException {
        this.head = head;
        this.uri = uri;
        connection = ConnectionFields.of(head.fields());
        body = BodyFraming.announced(head.fields()).orElse(BodyFraming.NONE);
        maxForwards = MaxForwards.of(head);
        expectsContinue = expectation(head) && head.minor() > 0 && !body.isEmpty();
        offered = head.minor() > 0 ? offer(connection.upgrades()) : List.of();
        acceptsTrailers = head.minor() > 0 && Field.hasElement(Field.elements(head.fields(), "TE"), TRAILERS);
    }

    /**
     * Reads a head whose request-target is in absolute-form, and which {@link LocalAnswer#to} does not answer.
     *
     * @throws BadRequestException where it cannot be forwarded; its kind names the status
     * @throws IllegalArgumentException for CONNECT, and for what the proxy itself answers
     */
    public static ForwardRequest of(RequestHead head) throws BadRequestException {
        ForwardRequest request = new ForwardRequest(head, HttpUri.parse(head));
        if (ConnectRequest.is(head) || request.maxForwards.equals(OptionalInt.of(0))) {
            throw new IllegalArgumentException("not a request to forward: " + head.method());
        }
        if (head.method().equals("TRACE") && !request.body.isEmpty()) {
            throw malformed("a TRACE request has no content");
        }
        return request;
    }

    public Target target() {
        return uri.target();
    }

    public String method() {
        return head.method();
    }

    /** The client's minor version: 0 or 1. */
    public int minor() {
        return head.minor();
    }

    /** NONE, LENGTH or CHUNKED. */
    public BodyFraming body() {
        return body;
    }

    /** What moves the body from client to origin; a new one each time. */
    public BodyTransfer bodyTransfer() {
        return BodyTransfer.of(body);
    }

    /**
     * Whether the client wants to send another request on its connection. One of HTTP/1.0 cannot: its keep-alive is not
     * for proxies (RFC 9112, 9.3 and C.2.2).
     */
    public boolean persistent() {
        return head.minor() > 0 && !connection.close();
    }

    /** Whether the client waits for an interim response before it sends the body (RFC 9110, 10.1.1). */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    /** The protocols that the client offers to go on with, as they are forwarded (RFC 9110, 7.8). */
    public Optional<String> upgrade() {
        return offered.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", offered));
    }

    /** Whether the client offered to go on with this protocol. */
    boolean offers(String protocol) {
        return Field.hasElement(offered, protocol);
    }

    /** Whether the method is idempotent by definition (RFC 9110, 9.2.2). */
    public boolean idempotent() {
        return IDEMPOTENT.contains(head.method());
    }

    /** Whether the request may be sent again when a connection ended before any of the response came (RFC 9112, 9.3.1). */
    public boolean replayable() {
        return idempotent() && body.isEmpty();
    }

    /** Whether it carries an Authorization, which some schemes make last for the connection: never share that one. */
    public boolean carriesCredentials() {
        return !head.values("Authorization").isEmpty();
    }

    /** Whether the request has been at the proxy with this pseudonym before, by its Via fields (RFC 9110, 7.6.3). */
    public boolean hasPassed(String pseudonym) {
        List<String> passed = Field.elements(head.fields(), "Via");
        return !passed.isEmpty()
                && passed.stream()
                        .flatMap(element -> Stream.of(element.split("[ \t]+")))
                        .anyMatch(pseudonym::equalsIgnoreCase);
    }

    /**
     * The head for the origin, up to and including the empty line.
     *
     * @param pseudonym a token that no other proxy has, for the Via field
     */
    public byte[] encode(String pseudonym) {
        HeadWriter out = new HeadWriter()
                .append(head.method())
                .append(" ")
                .append(uri.originForm())
                .append(" HTTP/1.1")
                .endLine()
                .field("Host", target().hostField());
        for (Field field : head.fields()) {
            if (isForwarded(field)) {
                out.field(field);
            }
        }
        body.writeTo(out);
        maxForwards.ifPresent(left -> out.field("Max-Forwards", left - 1));
        if (expectsContinue) {
            out.field("Expect", CONTINUE);
        }
        writeConnection(out);
        return out.via(head.minor(), pseudonym).end();
    }

    /** TE and Upgrade say something to the next server too, and have to be named for it (RFC 9110, 7.8 and 10.1.4). */
    private void writeConnection(HeadWriter out) {
        if (acceptsTrailers) {
            out.field("TE", TRAILERS);
        }
        upgrade().ifPresent(protocols -> out.field("Upgrade", protocols));
        if (acceptsTrailers || !offered.isEmpty()) {
            out.field("Connection", offered.isEmpty() ? "TE" : acceptsTrailers ? "TE, Upgrade" : "Upgrade");
        }
    }

    private boolean isForwarded(Field field) {
        FieldName known = FieldName.of(field.name());
        return switch (known) {
            case HOST, CONTENT_LENGTH, EXPECT -> false;
            case MAX_FORWARDS -> maxForwards.isEmpty();
            default -> connection.forwards(known, field.name());
        };
    }

    private static boolean expectation(RequestHead head) throws BadRequestException {
        List<String> expectations = Field.elements(head.fields(), "Expect");
        for (String expectation : expectations) {
            if (!expectation.equalsIgnoreCase(CONTINUE)) {
                throw new BadRequestException(Kind.EXPECTATION_FAILED, "the only expectation known is " + CONTINUE);
            }
        }
        return !expectations.isEmpty();
    }

    /** Without HTTP/2 in the clear: a client could hide requests from the proxy in it, and no browser asks for it. */
    private static List<String> offer(List<String> protocols) {
        List<String> offer = new ArrayList<>(protocols);
        offer.removeIf(protocol -> protocol.regionMatches(true, 0, "h2", 0, 2));
        return offer;
    }
}
