package adit.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of text while its bytes come in. It grows with them: whoever fills it bounds it. */
final class ByteText {
    private byte[] bytes = new byte[128];
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    /** Takes bytes as long as they belong to a class of {@link Grammar}; the first other one stays in the buffer. */
    void appendRun(ByteBuffer in, int classes) {
        int from = in.position();
        int end = from;
        while (end < in.limit() && Grammar.isIn(classes, in.get(end) & 0xFF)) {
            end++;
        }
        int count = end - from;
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        in.get(from, bytes, length, count);
        length += count;
        in.position(end);
    }

    /** The text, one character a byte; this is empty afterwards. */
    String take() {
        return take(0, length);
    }

    /** The same without blanks around it. */
    String takeTrimmed() {
        int from = 0;
        int end = length;
        while (from < end && Grammar.isBlank(bytes[from])) {
            from++;
        }
        while (end > from && Grammar.isBlank(bytes[end - 1])) {
            end--;
        }
        return take(from, end);
    }

    private String take(int from, int end) {
        length = 0;
        return from == end ? "" : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
