package adit.terminal;

import adit.http.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A terminal that knows the sequences of ECMA-48, as all do today but TERM=dumb. The script has it pass on each key at once,
 * waits for one for a tenth of a second, and makes it as it was in the end.
 */
final class AnsiTty implements Tty, AutoCloseable {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})\\s*");
    private static final Size USUAL = new Size(24, 80);

    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String TOP = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final String REVERSE = "\u001b[7m";
    private static final String PLAIN = "\u001b[m";

    private final InputStream keyboard;
    private final PrintWriter out;

    AnsiTty(InputStream keyboard, PrintWriter out) {
        this.keyboard = keyboard;
        this.out = out;
        write(ENTER);
    }

    /** Asked for each time, as a window may have changed it. */
    @Override
    public Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                return size(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return USUAL;
        }
    }

    static Size size(String answer) {
        Matcher matcher = SIZE.matcher(answer);
        return matcher.matches()
                ? new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : USUAL;
    }

    @Override
    public int read() {
        try {
            return keyboard.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void show(List<String> lines, int marked) {
        write(frame(lines, marked, size()));
    }

    static String frame(List<String> lines, int marked, Size size) {
        return TOP
                + IntStream.range(0, Math.min(lines.size(), size.rows()))
                        .mapToObj(i -> line(lines.get(i), i == marked, size.columns()))
                        .collect(Collectors.joining("\r\n"))
                + REST_OF_SCREEN;
    }

    private static String line(String text, boolean marked, int columns) {
        String safe = Printable.text(text);
        boolean fits = safe.codePointCount(0, safe.length()) <= columns;
        String shown = fits ? safe : safe.substring(0, safe.offsetByCodePoints(0, columns));
        // A line that is full must not be erased from its end on, where the cursor still is on its last character.
        return (marked ? REVERSE + shown + PLAIN : shown)
                + (shown.codePointCount(0, shown.length()) < columns ? REST_OF_LINE : "");
    }

    @Override
    public void close() {
        write(LEAVE);
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
