package adit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=BodyFuzzTest}. */
class BodyFuzzTest {
    @FuzzTest
    void theResultDependsOnTheBytesAlone(byte[] input) {
        for (boolean chunksOut : new boolean[] {true, false}) {
            Result whole = move(input, chunksOut, input.length, input.length + BodyTransfer.OVERHEAD);
            assertThat(move(input, chunksOut, 1, 1)).isEqualTo(whole);
            assertThat(move(input, chunksOut, 7, 3)).isEqualTo(whole);
            assertThat(move(input, chunksOut, input.length, 5)).isEqualTo(whole);
        }
    }

    @FuzzTest
    void theContentArrivesAsItCame(byte[] input) {
        Result chunked = move(input, true, 4096, input.length + BodyTransfer.OVERHEAD);
        Result plain = move(input, false, 4096, input.length + BodyTransfer.OVERHEAD);
        assertThat(plain.error()).isEqualTo(chunked.error());
        if (chunked.done()) {
            assertThat(plain.output()).isEqualTo(content(new String(input, ISO_8859_1)));
            assertThat(content(chunked.output())).isEqualTo(plain.output());
            assertThat(chunked.received()).isEqualTo(plain.output().length());
            byte[] again = chunked.output().getBytes(ISO_8859_1);
            assertThat(move(again, true, 4096, again.length + BodyTransfer.OVERHEAD))
                    .isEqualTo(new Result(chunked.output(), true, "", again.length, chunked.received()));
        }
    }

    private record Result(String output, boolean done, String error, int consumed, long received) {}

    private static Result move(byte[] input, boolean chunksOut, int step, int room) {
        BodyTransfer body =
                chunksOut ? BodyTransfer.of(BodyFraming.CHUNKED) : BodyTransfer.withoutChunks(BodyFraming.CHUNKED);
        ByteBuffer in = ByteBuffer.wrap(input);
        ByteBuffer out = ByteBuffer.allocate(room);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        String error = "";
        try {
            boolean more = true;
            while (more) {
                in.limit(Math.min(in.position() + step, input.length));
                int before = in.position();
                body.transfer(in, out.clear());
                sent.write(out.array(), 0, out.position());
                more = in.position() > before || out.position() > 0;
            }
        } catch (BadBodyException e) {
            sent.write(out.array(), 0, out.position());
            error = e.getMessage();
        }
        return new Result(sent.toString(ISO_8859_1), body.isDone(), error, in.position(), body.received());
    }

    /** The content of a valid chunked body, read in the plainest way. */
    private static String content(String body) {
        StringBuilder content = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = body.indexOf("\r\n", at);
            String digits = body.substring(at, lineEnd).replaceFirst("(?s)[^0-9A-Fa-f].*", "");
            int size = (int) Long.parseLong(digits, 16);
            if (size == 0) {
                return content.toString();
            }
            content.append(body, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }
}
