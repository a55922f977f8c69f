package adit.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How pages look. */
final class Style {
    static final Reply SHEET = new Reply(200, "text/css; charset=utf-8", read());

    private Style() {}

    private static String read() {
        try (InputStream in = Style.class.getResourceAsStream("style.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
