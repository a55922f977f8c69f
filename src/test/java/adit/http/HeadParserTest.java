package adit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.http.BadRequestException.Kind;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
    private static final int MAX_BYTES = 1024;
    private static final String LINE = "CONNECT example.com:443 HTTP/1.1\r\n";
    private static final String HOST = "Host: example.com:443\r\n";

    @Test
    void aHeadIsRead() throws Exception {
        RequestHead head = parse(LINE + HOST + "User-Agent:\t curl/8 (x) \t\r\nX-Empty:\r\nx-empty:  \r\n\r\n");
        assertThat(head.method()).isEqualTo("CONNECT");
        assertThat(head.target()).isEqualTo("example.com:443");
        assertThat(head.minor()).isEqualTo(1);
        assertThat(head.fields())
                .containsExactly(
                        new Field("Host", "example.com:443"),
                        new Field("User-Agent", "curl/8 (x)"),
                        new Field("X-Empty", ""),
                        new Field("x-empty", ""));
        assertThat(head.values("X-EMPTY")).containsExactly("", "");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0, 0", "HTTP/1.1, 1", "HTTP/1.2, 1", "HTTP/1.9, 1"})
    void everyMinorVersionOfHttp1IsRead(String version, int minor) throws Exception {
        assertThat(parse("CONNECT a:1 " + version + "\r\nHost: a:1\r\n\r\n").minor())
                .isEqualTo(minor);
    }

    @Test
    void http10NeedsNoHost() throws Exception {
        assertThat(parse("CONNECT a:1 HTTP/1.0\r\n\r\n").fields()).isEmpty();
    }

    @Test
    void whatFollowsTheHeadStaysInTheBuffer() throws Exception {
        ByteBuffer in = bytes(LINE + HOST + "\r\n\u0016\u0003\u0001");
        assertThat(new HeadParser(MAX_BYTES).feed(in)).isPresent();
        assertThat(in.remaining()).isEqualTo(3);
        assertThat(in.get()).isEqualTo((byte) 0x16);
    }

    @Test
    void emptyLinesBeforeTheRequestAreSkippedWithinReason() throws Exception {
        assertThat(parse("\r\n" + LINE + HOST + "\r\n").method()).isEqualTo("CONNECT");
        assertThat(parse("\r\n\r\n" + LINE + HOST + "\r\n").method()).isEqualTo("CONNECT");
        refused("\r\n\r\n\r\n", Kind.MALFORMED, "at the start");
    }

    @Test
    void aValueMayHoldTabsAndObsoleteText() throws Exception {
        assertThat(parse(LINE + HOST + "X: a\tb \u00E9\u0080\u00FF\r\n\r\n").values("x"))
                .containsExactly("a\tb \u00E9\u0080\u00FF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "example.com:",
                "''",
                "[::1]:80",
                "[::1]",
                "a_b.example:8080",
                "%41.example",
                "127.0.0.1"
            })
    void aValidHostValueIsAccepted(String value) throws Exception {
        String host = value.equals("''") ? "" : value;
        assertThat(parse(LINE + "Host: " + host + "\r\n\r\n").values("host")).containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "user@a",
                "a/b",
                "a:80:80",
                "a:x",
                "a:-1",
                "[::1",
                "[]",
                "[::g]",
                "[::1]x",
                "::1",
                "http://a",
                "%4",
                "%zz",
                "a\\b",
                "\u00E9"
            })
    void anInvalidHostValueIsRefused(String value) {
        refused(LINE + "Host: " + value + "\r\n\r\n", Kind.MALFORMED, "Host");
    }

    @ParameterizedTest
    @CsvSource({
        "'{L}{E}', needs a Host field",
        "'{L}{H}{H}{E}', more than one Host",
        "'CONNECT a:1 HTTP/1.0\r\nHost: a\r\nhost: a\r\n{E}', more than one Host",
        "'{L}{H}Content-Length: 1\r\nContent-Length: 1\r\n{E}', more than one Content-Length",
        "'{L}{H}Content-Length:\r\n{E}', not a decimal number",
        "'{L}{H}Content-Length: +1\r\n{E}', not a decimal number",
        "'{L}{H}Content-Length: 1, 1\r\n{E}', not a decimal number",
        "'{L}{H}Content-Length: 0x10\r\n{E}', not a decimal number",
        "'{L}{H}Content-Length: 99999999999999999999\r\n{E}', not a decimal number",
        "'{L}{H}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n{E}', both",
        "'{L}{H}Transfer-Encoding: chunked\r\nContent-Length: 0\r\n{E}', both",
        "'{L}{H}Transfer-Encoding: chunked\r\ntransfer-encoding: chunked\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: chunked, gzip\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: chunked, xchunked\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: chunked, identity\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: gzip\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: X-Gzip\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding:\r\n{E}', not a list",
        "'{L}{H}Transfer-Encoding: chunked,\r\n{E}', must be the last",
        "'{L}{H}Transfer-Encoding: , chunked\r\n{E}', not a list",
        "'{L}{H}Transfer-Encoding: chunked;a=b\r\n{E}', not a list",
        "'{L}{H}Transfer-Encoding: \"chunked\"\r\n{E}', not a list",
        "'{L}{H}Transfer-Encoding: chun\tked\r\n{E}', not a list",
        "'CONNECT a:1 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n{E}', HTTP/1.0",
    })
    void fieldsThatContradictAreRefused(String head, String message) {
        String whole = head.replace("{L}", LINE).replace("{H}", HOST).replace("{E}", "\r\n");
        refused(whole, Kind.MALFORMED, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xchunked",
                "identity",
                "gzip, chunked",
                "foo,chunked",
                "foo\r\nTransfer-Encoding: chunked",
                "chunked-foo , bar"
            })
    void aTransferCodingThatIsNotKnownIsRefusedAsThat(String codings) {
        refused(LINE + HOST + "Transfer-Encoding: " + codings + "\r\n\r\n", Kind.UNKNOWN_CODING, "chunked");
    }

    /** Each input is refused at its last byte: what stands before it could still become a head. */
    @ParameterizedTest
    @CsvSource({
        "'\u0016', looks like TLS",
        "'\u0005', looks like SOCKS",
        "'\u0004', looks like SOCKS",
        "' ', at the start",
        "'\t', at the start",
        "'\n', a line feed without",
        "'\u0000', U+0000 is not allowed at the start",
        "'\u00FF', at the start",
        "'(', at the start",
        "'\r\r', a carriage return without",
        "'\rC', a carriage return without",
        "'CON\u0000', in the method",
        "'CONNECT:', in the method",
        "'CONNECT\t', in the method",
        "'CONNECT\r', in the method",
        "'GET\n', a line feed without",
        "'CONNECT  ', in the request target",
        "'CONNECT a:1\t', in the request target",
        "'CONNECT a:1\u0000', in the request target",
        "'CONNECT a:1\u007F', in the request target",
        "'CONNECT b\u00FC', in the request target",
        "'GET /\r', no HTTP version",
        "'GET /\n', a line feed without",
        "'CONNECT a:1  ', single space",
        "'CONNECT a:1 h', must end in HTTP/1.1",
        "'CONNECT a:1 HTTP/2', must end in HTTP/1.1",
        "'CONNECT a:1 HTTP/0', must end in HTTP/1.1",
        "'CONNECT a:1 HTTP/1,', must end in HTTP/1.1",
        "'PRI * HTTP/2', must end in HTTP/1.1",
        "'CONNECT a:1 HTTP/1.\r', in the HTTP version",
        "'CONNECT a:1 HTTP/1.x', in the HTTP version",
        "'CONNECT a:1 HTTP/1.10', after the HTTP version",
        "'CONNECT a:1 HTTP/1.1 ', after the HTTP version",
        "'CONNECT a:1 HTTP/1.1\n', a line feed without",
        "'CONNECT a:1 HTTP/1.1\rH', a carriage return without",
        "'CONNECT a:1 HTTP/1.1\r\n ', folded",
        "'CONNECT a:1 HTTP/1.1\r\n\t', folded",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\r\n ', folded",
        "'CONNECT a:1 HTTP/1.1\r\n:', at the start of a field line",
        "'CONNECT a:1 HTTP/1.1\r\n\n', a line feed without",
        "'CONNECT a:1 HTTP/1.1\r\nHost\r', no colon",
        "'CONNECT a:1 HTTP/1.1\r\nHost ', in a field name",
        "'CONNECT a:1 HTTP/1.1\r\nHost\t', in a field name",
        "'CONNECT a:1 HTTP/1.1\r\nHo\u0000', in a field name",
        "'CONNECT a:1 HTTP/1.1\r\nHo\u00E9', in a field name",
        "'CONNECT a:1 HTTP/1.1\r\nHo\n', a line feed without",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\n', a line feed without",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\r\r', a carriage return without",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\rc', a carriage return without",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\u0000', in the value",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\u001B', in the value",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\u007F', in the value",
        "'CONNECT a:1 HTTP/1.1\r\nA: b\r\n\rX', a carriage return without",
    })
    void theFirstWrongByteIsRefusedAtOnce(String input, String message) throws Exception {
        HeadParser parser = new HeadParser(MAX_BYTES);
        assertThat(parser.feed(bytes(input.substring(0, input.length() - 1)))).isEmpty();
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> parser.feed(bytes(input.substring(input.length() - 1))))
                .withMessageContaining(message)
                .extracting(BadRequestException::kind)
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void theLargestHeadIsAcceptedAndOneByteMoreIsNot() throws Exception {
        String frame = LINE + HOST + "X: \r\n\r\n";
        String filler = "x".repeat(MAX_BYTES - frame.length());
        assertThat(parse(LINE + HOST + "X: " + filler + "\r\n\r\n").values("X")).containsExactly(filler);
        refused(LINE + HOST + "X: x" + filler + "\r\n\r\n", Kind.TOO_LARGE, "larger than 1024 bytes");
    }

    @Test
    void aHeadWithoutEndIsRefusedAtItsBound() {
        refused("A".repeat(MAX_BYTES + 1), Kind.TOO_LARGE, "larger than 1024 bytes");
    }

    @Test
    void aTargetWithoutEndIsTooLong() {
        refused("CONNECT " + "a".repeat(MAX_BYTES), Kind.TARGET_TOO_LONG, "within 1024 bytes");
    }

    @Test
    void theMethodIsKnownOnceItHasBeenRead() throws Exception {
        HeadParser parser = new HeadParser(MAX_BYTES);
        parser.feed(bytes("HEAD"));
        assertThat(parser.method()).isEmpty();
        parser.feed(bytes(" /"));
        assertThat(parser.method()).isEqualTo("HEAD");
    }

    @Test
    void theNumberOfFieldsIsBounded() throws Exception {
        String most = HOST + "A:\r\n".repeat(HeadParser.MAX_FIELDS - 1);
        assertThat(parse(LINE + most + "\r\n").fields()).hasSize(HeadParser.MAX_FIELDS);
        refused(LINE + most + "B", Kind.TOO_LARGE, "more than 100 field lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE + HOST + "\r\nearly",
                "\r\n" + LINE + HOST + "A: b \r\n\r\n",
                "CONNECT a:1 HTTP/1.0\r\n\r\n",
                LINE + HOST + HOST + "\r\n",
                LINE + "Host : a\r\n\r\n"
            })
    void everySplitOfTheInputGivesTheSameResult(String input) {
        String whole = outcome(input, input.length());
        for (int first = 0; first <= input.length(); first++) {
            assertThat(outcome(input, first)).isEqualTo(whole);
        }
    }

    @Test
    void aParserIsDoneOnceItReturnedAHead() throws Exception {
        HeadParser parser = new HeadParser(MAX_BYTES);
        assertThat(parser.feed(bytes(LINE + HOST + "\r\n"))).isPresent();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> parser.feed(bytes("G")));
    }

    private static String outcome(String input, int first) {
        HeadParser parser = new HeadParser(MAX_BYTES);
        ByteBuffer head = bytes(input.substring(0, first));
        ByteBuffer tail = bytes(input.substring(first));
        try {
            Optional<RequestHead> result = parser.feed(head);
            if (result.isEmpty()) {
                result = parser.feed(tail);
            }
            return result + " left " + (head.remaining() + tail.remaining());
        } catch (BadRequestException e) {
            return e.kind() + e.getMessage() + " left " + (head.remaining() + tail.remaining());
        }
    }

    private static RequestHead parse(String input) throws BadRequestException {
        return new HeadParser(MAX_BYTES).feed(bytes(input)).orElseThrow();
    }

    private static void refused(String input, Kind kind, String message) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> parse(input))
                .withMessageContaining(message)
                .extracting(BadRequestException::kind)
                .isEqualTo(kind);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
