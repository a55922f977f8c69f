package adit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=HeadParserFuzzTest}. */
class HeadParserFuzzTest {
    private static final int MAX_BYTES = 16 * 1024;

    @FuzzTest
    void theResultDependsOnTheBytesAlone(byte[] input) {
        Result whole = read(input, input.length);
        assertThat(read(input, 1)).isEqualTo(whole);
        assertThat(read(input, 7)).isEqualTo(whole);
        assertThat(whole.consumed()).isBetween(0, Math.min(input.length, MAX_BYTES));
    }

    @FuzzTest
    void anAcceptedHeadMeansTheSameWhenSentAgain(byte[] input) {
        Optional<RequestHead> head = read(input, input.length).head();
        if (head.isPresent()) {
            byte[] again = encode(head.get()).getBytes(ISO_8859_1);
            assertThat(read(again, again.length)).isEqualTo(new Result(head, "", again.length));
        }
    }

    private record Result(Optional<RequestHead> head, String error, int consumed) {}

    private static Result read(byte[] input, int step) {
        HeadParser parser = new HeadParser(MAX_BYTES);
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            Optional<RequestHead> head = Optional.empty();
            while (head.isEmpty() && in.position() < input.length) {
                in.limit(Math.min(in.position() + step, input.length));
                head = parser.feed(in);
            }
            return new Result(head, "", in.position());
        } catch (BadRequestException e) {
            return new Result(Optional.empty(), e.kind() + ": " + e.getMessage(), in.position());
        }
    }

    private static String encode(RequestHead head) {
        StringBuilder text = new StringBuilder();
        text.append(head.method())
                .append(' ')
                .append(head.target())
                .append(" HTTP/1.")
                .append(head.minor());
        text.append("\r\n");
        head.fields()
                .forEach(
                        f -> text.append(f.name()).append(':').append(f.value()).append("\r\n"));
        return text.append("\r\n").toString();
    }
}
