package adit.http;

import static adit.http.Messages.bytes;
import static adit.http.Messages.responseHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private static final int MAX_BYTES = 1024;

    @Test
    void aHeadIsRead() throws Exception {
        ResponseHead head = responseHead("HTTP/1.1 404 Not  Found\r\nServer:\t x y \r\nX:\r\nx: \u00E9\r\n");
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.reason()).isEqualTo("Not  Found");
        assertThat(head.minor()).isEqualTo(1);
        assertThat(head.fields())
                .containsExactly(new Field("Server", "x y"), new Field("X", ""), new Field("x", "\u00E9"));
        assertThat(head.values("X")).containsExactly("", "\u00E9");
    }

    /** RFC 9112, 4: the phrase may be absent; its space may be missing then, as many servers have it. */
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK', 200, 'OK', 1",
        "'HTTP/1.1 200 ', 200, '', 1",
        "'HTTP/1.1 200', 200, '', 1",
        "'HTTP/1.0 999 \tx ', 999, '\tx ', 0",
        "'HTTP/1.7 100 d\u00E9j\u00E0', 100, 'd\u00E9j\u00E0', 1",
    })
    void aStatusLineIsRead(String line, int status, String reason, int minor) throws Exception {
        ResponseHead head = responseHead(line + "\r\n");
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.reason()).isEqualTo(reason);
        assertThat(head.minor()).isEqualTo(minor);
    }

    @Test
    void whatFollowsTheHeadStaysInTheBuffer() throws Exception {
        ByteBuffer in = bytes("HTTP/1.1 200 OK\r\n\r\nbody");
        assertThat(new ResponseParser(MAX_BYTES).feed(in)).isPresent();
        assertThat(in.remaining()).isEqualTo(4);
    }

    /** Each input is refused at its last byte: what stands before it could still become a head. */
    @ParameterizedTest
    @CsvSource({
        "'<', does not begin with HTTP",
        "'\r', does not begin with HTTP",
        "' ', does not begin with HTTP",
        "'h', does not begin with HTTP",
        "'\u0015', does not begin with HTTP",
        "'I', does not begin with HTTP",
        "'HTTP/2', does not begin with HTTP",
        "'HTTP/0', does not begin with HTTP",
        "'HTTP/1.x', in the HTTP version",
        "'HTTP/1.10', after the HTTP version",
        "'HTTP/1.1\r', after the HTTP version",
        "'HTTP/1.1\n', a line feed without",
        "'HTTP/1.1\t', after the HTTP version",
        "'HTTP/1.1  ', three digits",
        "'HTTP/1.1 0', three digits",
        "'HTTP/1.1 +', three digits",
        "'HTTP/1.1 20 ', three digits",
        "'HTTP/1.1 20\r', three digits",
        "'HTTP/1.1 2000', after the status",
        "'HTTP/1.1 200x', after the status",
        "'HTTP/1.1 200\t', after the status",
        "'HTTP/1.1 200\n', a line feed without",
        "'HTTP/1.1 200\rX', a carriage return without",
        "'HTTP/1.1 200 O\n', a line feed without",
        "'HTTP/1.1 200 O\rK', a carriage return without",
        "'HTTP/1.1 200 O\u0000', in the reason phrase",
        "'HTTP/1.1 200 \u001B', in the reason phrase",
        "'HTTP/1.1 200 \u007F', in the reason phrase",
        "'HTTP/1.1 200 OK\r\n ', folded",
        "'HTTP/1.1 200 OK\r\nA: b\r\n\t', folded",
        "'HTTP/1.1 200 OK\r\nA ', in a field name",
        "'HTTP/1.1 200 OK\r\n:', at the start of a field line",
        "'HTTP/1.1 200 OK\r\nA\r', no colon",
        "'HTTP/1.1 200 OK\r\nA: b\n', a line feed without",
        "'HTTP/1.1 200 OK\r\nA: b\rc', a carriage return without",
        "'HTTP/1.1 200 OK\r\nA: \u0000', in the value",
        "'HTTP/1.1 200 OK\r\n\n', a line feed without",
        "'HTTP/1.1 200 OK\r\n\rX', a carriage return without",
    })
    void theFirstWrongByteIsRefusedAtOnce(String input, String message) throws Exception {
        ResponseParser parser = new ResponseParser(MAX_BYTES);
        assertThat(parser.feed(bytes(input.substring(0, input.length() - 1)))).isEmpty();
        assertThatExceptionOfType(BadResponseException.class)
                .isThrownBy(() -> parser.feed(bytes(input.substring(input.length() - 1))))
                .withMessageContaining(message);
    }

    /** RFC 9112, 6.1 to 6.3. */
    @ParameterizedTest
    @CsvSource({
        "1, 'Content-Length: 5\r\nContent-Length: 5', more than one Content-Length",
        "1, 'Content-Length: 5\r\nContent-Length: 6', more than one Content-Length",
        "1, 'Content-Length: 5, 5', not a decimal number",
        "1, 'Content-Length:', not a decimal number",
        "1, 'Content-Length: -1', not a decimal number",
        "1, 'Content-Length: +5', not a decimal number",
        "1, 'Content-Length: 0x5', not a decimal number",
        "1, 'Content-Length: 5 5', not a decimal number",
        "1, 'Content-Length: 9223372036854775808', not a decimal number",
        "1, 'Content-Length: \u00B2', not a decimal number",
        "1, 'Content-Length: 5\r\nTransfer-Encoding: chunked', both",
        "1, 'Transfer-Encoding: chunked\r\nContent-Length: 5', both",
        "1, 'Transfer-Encoding: gzip', must be the last",
        "1, 'Transfer-Encoding: identity', is chunked",
        "1, 'Transfer-Encoding: gzip, chunked', is chunked",
        "1, 'Transfer-Encoding: chunked, chunked', must be the last",
        "1, 'Transfer-Encoding: chunked, identity', must be the last",
        "1, 'Transfer-Encoding: xchunked', is chunked",
        "1, 'Transfer-Encoding: \u000bchunked', in the value",
        "1, 'Transfer-Encoding: \"chunked\"', not a list",
        "1, 'Transfer-Encoding: chunked;', not a list",
        "1, 'Transfer-Encoding: chunked\r\nTransfer-Encoding: x', must be the last",
        "1, 'Transfer-Encoding : chunked', in a field name",
        "1, 'Transfer-Encoding\r\n : chunked', no colon",
        "0, 'Transfer-Encoding: chunked', HTTP/1.0",
    })
    void framingThatCanBeReadInTwoWaysIsRefused(int minor, String fields, String message) {
        refused("HTTP/1." + minor + " 200 OK\r\n" + fields + "\r\n\r\n", message);
    }

    @Test
    void theSizeOfAHeadIsBounded() throws Exception {
        String frame = "HTTP/1.1 200 OK\r\nX: \r\n\r\n";
        String most = "x".repeat(MAX_BYTES - frame.length());
        assertThat(feed(frame.replace(": ", ": " + most)).values("X")).containsExactly(most);
        refused(frame.replace(": ", ": x" + most), "the response head is larger than 1024 bytes");
        refused("HTTP/1.1 200 " + "x".repeat(MAX_BYTES), "larger than 1024 bytes");
        refused("HTTP/1.1 200 OK\r\n" + "A:\r\n".repeat(101), "more than 100 field lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.0 302\r\nLocation: http://a.example/\r\nX: \r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rb",
                "HTTP/1.1 200 OK\r\nContent-Length: 1,1\r\n\r\n"
            })
    void everySplitOfTheInputGivesTheSameResult(String input) {
        String whole = outcome(input, input.length());
        for (int first = 0; first <= input.length(); first++) {
            assertThat(outcome(input, first)).isEqualTo(whole);
        }
    }

    private static String outcome(String input, int first) {
        ResponseParser parser = new ResponseParser(MAX_BYTES);
        ByteBuffer head = bytes(input.substring(0, first));
        ByteBuffer tail = bytes(input.substring(first));
        try {
            Optional<ResponseHead> result = parser.feed(head);
            if (result.isEmpty()) {
                result = parser.feed(tail);
            }
            return result + " left " + (head.remaining() + tail.remaining());
        } catch (BadResponseException e) {
            return e.getMessage() + " left " + (head.remaining() + tail.remaining());
        }
    }

    private static ResponseHead feed(String input) throws BadResponseException {
        return new ResponseParser(MAX_BYTES).feed(bytes(input)).orElseThrow();
    }

    private static void refused(String input, String message) {
        assertThatExceptionOfType(BadResponseException.class)
                .isThrownBy(() -> feed(input))
                .withMessageContaining(message);
    }
}
