package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final StringWriter out = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(out));

    @Test
    void whatSteersATerminalIsReplacedAndLinesStay() {
        screen.print("a\u001b[31mb\r\nc\u0007\u009b\u202e\td");
        assertThat(out.toString().lines()).containsExactly("a?[31mb", "c????d");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        screen.table(List.of("ID", "TARGET", "WHY"), List.of(List.of("g-1", "a", "x"), List.of("g", "münchen", "")));
        assertThat(out.toString().lines()).containsExactly("ID   TARGET   WHY", "g-1  a        x", "g    münchen");
    }

    @Test
    void aTableWithoutRowsHasItsTitles() {
        screen.table(List.of("ID", "WHY"), List.of());
        assertThat(out.toString().lines()).containsExactly("ID  WHY");
    }

    @Test
    void aCellStaysOnItsLine() {
        screen.table(List.of("WHY"), List.of(List.of("a\r\nb\u001b\u2028c")));
        assertThat(out.toString().lines()).containsExactly("WHY", "a | b??c");
    }
}
