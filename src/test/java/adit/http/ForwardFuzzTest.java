package adit.http;

import static adit.http.Messages.MAX_BYTES;
import static adit.http.Messages.PSEUDONYM;
import static adit.http.Messages.request;
import static adit.http.Messages.request10;
import static adit.http.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=ForwardFuzzTest}. */
class ForwardFuzzTest {
    /** With these the fields that are added on the way still go through the parser. */
    private static final int MOST_FIELDS = HeadParser.MAX_FIELDS - 3;

    private static final Set<String> NOT_COPIED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "proxy-authentication-info",
            "http2-settings",
            "te",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "host",
            "expect",
            "max-forwards");
    private static final Set<String> VITAL = Set.of("via", "trailer");

    @FuzzTest
    void aRequestMeansToTheOriginWhatItMeantHere(byte[] input) throws Exception {
        RequestHead head;
        ForwardRequest request;
        try {
            Optional<RequestHead> parsed = new HeadParser(MAX_BYTES).feed(ByteBuffer.wrap(input));
            if (parsed.isEmpty()
                    || ConnectRequest.is(parsed.get())
                    || LocalAnswer.to(parsed.get()).isPresent()) {
                return;
            }
            head = parsed.get();
            request = ForwardRequest.of(head);
        } catch (BadRequestException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        if (head.fields().size() > MOST_FIELDS) {
            return;
        }
        byte[] sent = request.encode(PSEUDONYM);
        RequestHead received = read(sent);
        assertThat(received.method()).isEqualTo(head.method());
        assertThat(received.target()).matches("/.*|\\*");
        assertThat(received.minor()).isEqualTo(1);
        assertThat(received.values("Host")).containsExactly(request.target().hostField());
        assertThat(BodyFraming.announced(received.fields()).orElse(BodyFraming.NONE))
                .isEqualTo(request.body());
        assertThat(copied(received.fields())).isEqualTo(copiedWithVia(head.fields(), head.minor()));
        assertThat(received.values("Connection").size()).isLessThanOrEqualTo(1);
        assertThat(seenAgain(received, request)).isEqualTo(text(sent));
    }

    @FuzzTest
    void aResponseMeansToTheClientWhatItMeantHere(byte[] input) throws Exception {
        List<ForwardRequest> requests = List.of(
                request("GET", ""),
                request("HEAD", ""),
                request("GET", "Connection: upgrade\r\nUpgrade: websocket, x\r\n"),
                request10("GET", ""));
        for (ForwardRequest request : requests) {
            checkResponse(input, request);
        }
    }

    private static void checkResponse(byte[] input, ForwardRequest request) throws BadResponseException {
        ResponseHead head;
        ForwardResponse response;
        try {
            Optional<ResponseHead> parsed = new ResponseParser(MAX_BYTES).feed(ByteBuffer.wrap(input));
            if (parsed.isEmpty()) {
                return;
            }
            head = parsed.get();
            response = ForwardResponse.of(head, request);
        } catch (BadResponseException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        if (head.fields().size() > MOST_FIELDS) {
            return;
        }
        byte[] sent = response.encode(PSEUDONYM, true);
        ResponseHead received =
                new ResponseParser(MAX_BYTES + 1024).feed(ByteBuffer.wrap(sent)).orElseThrow();
        ForwardResponse seen = ForwardResponse.of(received, request);
        assertThat(received.status()).isEqualTo(head.status());
        assertThat(received.reason()).isEqualTo(head.reason());
        assertThat(copied(received.fields())).isEqualTo(copiedWithVia(head.fields(), head.minor()));
        assertThat(seen.switchesProtocols()).isEqualTo(response.switchesProtocols());
        boolean chunksUndone = request.minor() == 0 && response.body().equals(BodyFraming.CHUNKED);
        assertThat(seen.body()).isEqualTo(chunksUndone ? BodyFraming.UNTIL_CLOSE : response.body());
        if (seen.body().equals(BodyFraming.UNTIL_CLOSE)) {
            assertThat(received.values("Connection")).containsExactly("close");
        }
    }

    /** What arrives at the origin, as if it had come here. */
    private static String seenAgain(RequestHead received, ForwardRequest request) throws BadRequestException {
        List<Field> fields = new ArrayList<>(received.fields());
        fields.remove(fields.size() - 1);
        String path = received.target().equals("*") ? "" : received.target();
        String uri = "http://" + request.target().hostField() + path;
        boolean counts = Set.of("TRACE", "OPTIONS").contains(received.method());
        List<Field> counted =
                counts ? fields.stream().map(ForwardFuzzTest::countedUp).toList() : fields;
        RequestHead again = new RequestHead(received.method(), uri, received.minor(), counted);
        String sent = text(ForwardRequest.of(again).encode(PSEUDONYM));
        String via = "Via: 1.1 " + PSEUDONYM + "\r\n\r\n";
        return sent.substring(0, sent.length() - via.length()) + "Via: 1." + request.minor() + via.substring(8);
    }

    private static Field countedUp(Field field) {
        return field.name().equals("Max-Forwards")
                ? new Field(field.name(), Long.toString(Long.parseLong(field.value()) + 1))
                : field;
    }

    private static List<Field> copied(List<Field> fields) {
        Set<String> named = Set.copyOf(Field.elements(fields, "Connection").stream()
                .map(option -> option.toLowerCase(Locale.ROOT))
                .toList());
        return fields.stream()
                .filter(field -> isCopied(field.name().toLowerCase(Locale.ROOT), named))
                .toList();
    }

    private static boolean isCopied(String name, Set<String> named) {
        return !NOT_COPIED.contains(name) && (VITAL.contains(name) || !named.contains(name));
    }

    private static List<Field> copiedWithVia(List<Field> fields, int minor) {
        List<Field> copied = new ArrayList<>(copied(fields));
        copied.add(new Field("Via", "1." + minor + " " + PSEUDONYM));
        return copied;
    }

    private static RequestHead read(byte[] sent) throws BadRequestException {
        ByteBuffer in = ByteBuffer.wrap(sent);
        RequestHead head = new HeadParser(MAX_BYTES + 1024).feed(in).orElseThrow();
        assertThat(in.hasRemaining()).isFalse();
        return head;
    }
}
