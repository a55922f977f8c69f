package adit.http;

import java.nio.charset.StandardCharsets;

/** Writes a head: a start line, field lines, the empty line. What it is given has passed the parsers. */
final class HeadWriter {
    private static final int USUAL_BYTES = 512;

    private final StringBuilder text = new StringBuilder(USUAL_BYTES);

    /** Appends to the start line. */
    HeadWriter append(String part) {
        text.append(part);
        return this;
    }

    HeadWriter endLine() {
        text.append("\r\n");
        return this;
    }

    HeadWriter field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    HeadWriter field(String name, long value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    HeadWriter field(Field field) {
        return field(field.name(), field.value());
    }

    /** @param minor of the message that was received (RFC 9110, 7.6.3) */
    HeadWriter via(int minor, String pseudonym) {
        text.append("Via: 1.").append(minor).append(' ').append(pseudonym).append("\r\n");
        return this;
    }

    /** The bytes of the whole head. */
    byte[] end() {
        return end("");
    }

    /** The bytes of the head and the content after it. */
    byte[] end(String content) {
        return text.append("\r\n").append(content).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
