package adit.http;

import static adit.http.Messages.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTransferTest {
    private static final int ROOM = 64 * 1024;

    @Test
    void noBodyIsDoneAtOnce() throws Exception {
        for (BodyFraming framing : new BodyFraming[] {BodyFraming.NONE, BodyFraming.length(0)}) {
            BodyTransfer body = BodyTransfer.of(framing);
            assertThat(body.isDone()).isTrue();
            assertThat(body.passThrough()).isZero();
            ByteBuffer next = bytes("GET");
            body.transfer(next, ByteBuffer.allocate(8));
            assertThat(next.remaining()).isEqualTo(3);
            body.inputEnded();
        }
    }

    @Test
    void aBodyOfKnownLengthEndsThere() throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.length(5));
        assertThat(body.passThrough()).isEqualTo(5);
        assertThat(moved(body, "ab")).isEqualTo("ab");
        assertThat(body.isDone()).isFalse();
        body.passed(1);
        ByteBuffer in = bytes("defGET");
        assertThat(moved(body, in)).isEqualTo("de");
        assertThat(in.remaining()).isEqualTo(4);
        assertThat(body.isDone()).isTrue();
        assertThat(body.received()).isEqualTo(5);
    }

    @Test
    void aBodyCutShortIsAnError() throws Exception {
        BodyTransfer counted = BodyTransfer.of(BodyFraming.length(5));
        counted.passed(2);
        assertThatExceptionOfType(BadBodyException.class)
                .isThrownBy(counted::inputEnded)
                .withMessage("the body ended after 2 of 5 bytes");
        for (String input : new String[] {"", "5", "5\r\nabc", "5\r\nabcde", "0", "0\r\n", "0\r\nX: y\r\n"}) {
            BodyTransfer chunked = BodyTransfer.of(BodyFraming.CHUNKED);
            moved(chunked, input);
            assertThat(chunked.isDone()).isFalse();
            assertThatExceptionOfType(BadBodyException.class).isThrownBy(chunked::inputEnded);
        }
    }

    @Test
    void aBodyUntilTheCloseEndsWithIt() throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.UNTIL_CLOSE);
        assertThat(moved(body, "abc")).isEqualTo("abc");
        assertThat(body.isDone()).isFalse();
        assertThat(body.passThrough()).isGreaterThan(1L << 60);
        body.inputEnded();
        assertThat(body.isDone()).isTrue();
        assertThat(body.received()).isEqualTo(3);
    }

    /** RFC 9112, 7.1: the size is made anew, extensions are left out. */
    @ParameterizedTest
    @CsvSource({
        "'3\r\nabc\r\n0\r\n\r\n', '3\r\nabc\r\n0\r\n\r\n', abc",
        "'000003\r\nabc\r\n0000\r\n\r\n', '3\r\nabc\r\n0\r\n\r\n', abc",
        "'1\r\na\r\n2\r\nbc\r\n0\r\n\r\n', '1\r\na\r\n2\r\nbc\r\n0\r\n\r\n', abc",
        "'A\r\n0123456789\r\n0\r\n\r\n', 'a\r\n0123456789\r\n0\r\n\r\n', 0123456789",
        "'2;a\r\n\r\n\r\n0;a=b\r\n\r\n', '2\r\n\r\n\r\n0\r\n\r\n', '\r\n'",
        "'1;a=b;c=\"d;\\\"\\\\e\t\u00E9\";f\r\na\r\n0\r\n\r\n', '1\r\na\r\n0\r\n\r\n', a",
        "'1 ;\ta = b ; c\r\na\r\n0\r\n\r\n', '1\r\na\r\n0\r\n\r\n', a",
        "'0\r\n\r\n', '0\r\n\r\n', ''",
        "'0\r\nX-Sum:1\r\ny: \r\n\r\n', '0\r\nX-Sum: 1\r\ny: \r\n\r\n', ''",
    })
    void aChunkedBodyIsMadeAnew(String input, String output, String content) throws Exception {
        ByteBuffer in = bytes(input + "GET");
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        assertThat(moved(body, in)).isEqualTo(output);
        assertThat(body.isDone()).isTrue();
        assertThat(in.remaining()).isEqualTo(3);
        assertThat(body.received()).isEqualTo(content.length());
        body.inputEnded();
        assertThat(moved(BodyTransfer.withoutChunks(BodyFraming.CHUNKED), input))
                .isEqualTo(content);
    }

    /** RFC 9110, 6.5.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5",
                "transfer-encoding: chunked",
                "Host: evil.example",
                "Authorization: Basic eA==",
                "Proxy-Authorization: Basic eA==",
                "Connection: close",
                "Content-Type: text/html",
                "content-encoding: gzip",
                "Set-Cookie: a=b",
                "Cache-Control: public",
                "X-Forwarded-For: 192.0.2.1",
                "Trailer: a",
                "Via: 1.1 x",
                "Max-Forwards: 1"
            })
    void aTrailerFieldThatWouldChangeTheMessageIsLeftOut(String line) throws Exception {
        assertThat(moved(BodyTransfer.of(BodyFraming.CHUNKED), "0\r\nA: 1\r\n" + line + "\r\nB: 2\r\n\r\n"))
                .isEqualTo("0\r\nA: 1\r\nB: 2\r\n\r\n");
        assertThat(moved(BodyTransfer.of(BodyFraming.CHUNKED), "0\r\n" + line + "\r\n\r\n"))
                .isEqualTo("0\r\n\r\n");
    }

    /** Each input is refused at its last byte, with nothing put out that a receiver could take for a whole body. */
    @ParameterizedTest
    @CsvSource({
        "'\r', hexadecimal",
        "'\n', hexadecimal",
        "' ', hexadecimal",
        "'+', hexadecimal",
        "'-', hexadecimal",
        "'g', hexadecimal",
        "';', hexadecimal",
        "'\u00B2', hexadecimal",
        "'0x', is not allowed in a chunk",
        "'5_', is not allowed in a chunk",
        "'5,', is not allowed in a chunk",
        "'5.', is not allowed in a chunk",
        "'5\u0000', U+0000",
        "'5\u000b', U+000B",
        "'5\n', a line feed without",
        "'5\r\r', a carriage return without",
        "'5\rX', a carriage return without",
        "'5 \r', U+000D",
        "'5\t\r', U+000D",
        "'5 5', is not allowed in a chunk",
        "'5;\r', U+000D",
        "'5;\n', a line feed without",
        "'5;;', is not allowed in a chunk",
        "'5;=', is not allowed in a chunk",
        "'5;a\n', a line feed without",
        "'5;a \r', U+000D",
        "'5;a b', is not allowed in a chunk",
        "'5;a=\r', U+000D",
        "'5;a=;', is not allowed in a chunk",
        "'5;a=b\n', a line feed without",
        "'5;a=b \r', U+000D",
        "'5;a=b=', is not allowed in a chunk",
        "'5;a=\"\r', U+000D",
        "'5;a=\"\n', a line feed without",
        "'5;a=\"\\\r', U+000D",
        "'5;a=\"b\"c', is not allowed in a chunk",
        "'5;a=\"b\"=', is not allowed in a chunk",
        "'8000000000000000', out of range",
        "'10000000000000000', out of range",
        "'ffffffffffffffff', out of range",
        "'00000000000000000000ffffffffffffffff', out of range",
        "'3\r\nabcd', does not end where",
        "'3\r\nabc0', does not end where",
        "'3\r\nabc\n', does not end where",
        "'3\r\nabc\rx', does not end where",
        "'3\r\nabc\r\n\r', hexadecimal",
        "'0\r\n\n', a line feed without",
        "'0\r\n\rX', a carriage return without",
        "'0\r\n ', folded",
        "'0\r\nA ', in a field name",
        "'0\r\nGET ', in a field name",
        "'0\r\nA: b\n', a line feed without",
        "'0\r\nA: \u0000', in the value",
        "'0\r\nA: b\r\n ', folded",
    })
    void theFirstWrongByteIsRefusedAtOnce(String input, String message) throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        String before = moved(body, input.substring(0, input.length() - 1));
        assertThat(before).doesNotContain("0\r\n");
        assertThatExceptionOfType(BadBodyException.class)
                .isThrownBy(() -> moved(body, input.substring(input.length() - 1)))
                .withMessageContaining(message);
        assertThat(body.isDone()).isFalse();
    }

    @Test
    void theLinesAreBounded() throws Exception {
        String line = "1;" + "a".repeat(ChunkLine.MAX_BYTES - 4);
        assertThat(moved(BodyTransfer.of(BodyFraming.CHUNKED), line + "\r\n")).isEqualTo("1\r\n");
        refused(line + "a\r\n", "longer than 4096 bytes");
        refused("0".repeat(5000), "longer than 4096 bytes");
        refused("0\r\n" + "A:\r\n".repeat(101), "more than 100 field lines");
        refused("0\r\nA: " + "a".repeat(9000), "the trailer section is larger than 8192 bytes");
    }

    @Test
    void aSizeThatMightNotFitElsewhereIsSplit() throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        assertThat(moved(body, "100000005\r\n")).isEqualTo("40000000\r\n");
        for (int i = 0; i < 3; i++) {
            body.passed(body.passThrough());
            assertThat(body.passThrough()).isZero();
            assertThat(moved(body, "")).isEqualTo("\r\n40000000\r\n");
        }
        body.passed(body.passThrough());
        assertThat(moved(body, "abcde\r\n0\r\n\r\n")).isEqualTo("\r\n5\r\nabcde\r\n0\r\n\r\n");
        assertThat(body.received()).isEqualTo(0x100000005L);
    }

    @Test
    void theLargestSizeIsRead() throws Exception {
        BodyTransfer body = BodyTransfer.withoutChunks(BodyFraming.CHUNKED);
        assertThat(moved(body, "7fffffffffffffff\r\n")).isEmpty();
        assertThat(body.passThrough()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void contentMayPassUntouchedBetweenTheFraming() throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        assertThat(body.passThrough()).isZero();
        assertThat(moved(body, "5\r\nab")).isEqualTo("5\r\nab");
        assertThat(body.passThrough()).isEqualTo(3);
        body.passed(2);
        assertThat(moved(body, "e")).isEqualTo("e");
        assertThat(body.passThrough()).isZero();
        assertThat(moved(body, "\r\n0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
        assertThat(body.received()).isEqualTo(5);
    }

    @Test
    void nothingPassesBeforeTheFramingIsOut() throws Exception {
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        ByteBuffer in = bytes("5\r\nabcde");
        ByteBuffer out = ByteBuffer.allocate(2);
        body.transfer(in, out);
        assertThat(body.passThrough()).isZero();
        body.transfer(in, out.clear());
        assertThat(out.get(0)).isEqualTo((byte) '\n');
        assertThat(body.passThrough()).isEqualTo(4);
    }

    @Test
    void withTheOverheadAsRoomAllInputIsTaken() throws Exception {
        String trailers = "0\r\n" + "A:b\r\n".repeat(99) + "B:" + "b".repeat(7600) + "\r\n\r\n";
        BodyTransfer body = BodyTransfer.of(BodyFraming.CHUNKED);
        moved(body, trailers.substring(0, trailers.length() - 1));
        ByteBuffer in = bytes("\n");
        ByteBuffer out = ByteBuffer.allocate(in.remaining() + BodyTransfer.OVERHEAD);
        body.transfer(in, out);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(body.isDone()).isTrue();
        assertThat(out.flip().remaining()).isGreaterThan(trailers.length());
    }

    private static void refused(String input, String message) {
        assertThatExceptionOfType(BadBodyException.class)
                .isThrownBy(() -> moved(BodyTransfer.of(BodyFraming.CHUNKED), input))
                .withMessageContaining(message);
    }

    private static String moved(BodyTransfer body, String input) throws BadBodyException {
        return moved(body, bytes(input));
    }

    private static String moved(BodyTransfer body, ByteBuffer in) throws BadBodyException {
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        body.transfer(in, out);
        return new String(out.array(), 0, out.position(), ISO_8859_1);
    }
}
