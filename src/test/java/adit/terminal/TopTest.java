package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopTest {
    private static final int HEIGHT = 8;

    private final FakeBeans beans = LiveRows.server(
            LiveRows.tunnel("1a", ""), LiveRows.tunnel("2b", ""), LiveRows.tunnel("3c", ""), LiveRows.tunnel("4d", ""));
    private final Top top = new Top(beans, "-rate", "");

    private void press(String keys) {
        keys.chars().forEach(key -> assertThat(top.press(key)).isTrue());
    }

    private String marked() {
        return top.lines(HEIGHT).get(top.marked(HEIGHT));
    }

    private String foot() {
        return top.lines(HEIGHT).get(HEIGHT - 2);
    }

    @Test
    void theScreenIsAsHighAsTheTerminal() {
        top.refresh();
        assertThat(top.lines(HEIGHT))
                .hasSize(HEIGHT)
                .startsWith(
                        "Adit 1.2  RUNNING for 1h 1m  8.0 kB/s to clients, 40 B/s to targets",
                        "4 live, 9 since the start; sorted by -rate")
                .contains("q quit  c close  t throttle  up/down choose");
        assertThat(marked()).startsWith("1a ");
    }

    @Test
    void rowsScrollSoThatTheChosenOneIsSeen() {
        top.refresh();
        press("jjjj");
        assertThat(marked()).startsWith("4d ");
        assertThat(top.press(Key.UP)).isTrue();
        assertThat(marked()).startsWith("3c ");
    }

    @Test
    void theChosenTunnelStaysSoWhereverItIs() {
        top.refresh();
        press("j");
        beans.tables.put(
                "page", List.of(LiveRows.tunnel("9z", ""), LiveRows.tunnel("8y", ""), LiveRows.tunnel("2b", "")));
        top.refresh();
        assertThat(marked()).startsWith("2b ");
    }

    @Test
    void aTunnelIsClosedWhereTheOperatorSaysYes() {
        top.refresh();
        press("jcn");
        assertThat(beans.asked).doesNotContain(List.of("Tunnels", "close", "2b"));
        press("c");
        assertThat(foot()).isEqualTo("close tunnel 2b? y/n");
        press("y");
        assertThat(beans.asked).contains(List.of("Tunnels", "close", "2b"));
        assertThat(foot()).isEqualTo("done");
    }

    @Test
    void theTunnelThatWasAskedAboutIsClosedAndNoOtherThatTookItsPlace() {
        top.refresh();
        press("c");
        beans.tables.put("page", List.of(LiveRows.tunnel("9z", "")));
        top.refresh();
        press("y");
        assertThat(beans.asked).contains(List.of("Tunnels", "close", "1a"));
    }

    @Test
    void aTunnelIsThrottledToWhatIsTyped() {
        top.refresh();
        press("t99" + (char) Key.RUBOUT + "kb\n");
        assertThat(beans.asked).contains(List.of("Tunnels", "throttle", "1a", 9_216L));
    }

    @Test
    void whatIsNoRateIsToldAndChangesNothing() {
        top.refresh();
        press("tx\n");
        assertThat(foot()).startsWith("'x' is no rate");
        press("t5" + (char) Key.ESCAPE);
        assertThat(foot()).startsWith("q quit");
        assertThat(beans.asked).noneMatch(question -> question.contains("throttle"));
    }

    @Test
    void aSortKeyPressedAgainReverses() {
        top.refresh();
        press("aa");
        assertThat(beans.asked)
                .contains(
                        List.of("Tunnels", "page", 0, 200, "-age", ""), List.of("Tunnels", "page", 0, 200, "age", ""));
    }

    @Test
    void qQuits() {
        Deque<Integer> keys = new ArrayDeque<>(List.of((int) 'a', Key.ESCAPE, (int) '[', (int) 'B', (int) 'q'));
        top.refresh();
        TopCommand.run(top, new Tty() {
            @Override
            public Size size() {
                return new Size(HEIGHT, 80);
            }

            @Override
            public int read() {
                return keys.remove();
            }

            @Override
            public void show(List<String> lines, int marked) {
                assertThat(lines).hasSize(HEIGHT);
            }
        });
        assertThat(keys).isEmpty();
        assertThat(marked()).startsWith("2b ");
    }

    @Test
    void whereThereIsNoTerminalItIsPrintedOnce() {
        Execution result = Execution.of(beans, "top", "--filter", "listener=main");
        assertThat(result.out())
                .contains("4 match listener=main")
                .hasLineCount(7)
                .doesNotContain("\u001b");
    }

    @Test
    void aFrameCutsWhatDoesNotFitAndMarksALine() {
        assertThat(AnsiTty.frame(List.of("abcdef", "x\u001b[2J", "no room"), 1, new Tty.Size(2, 5)))
                .isEqualTo("\u001b[Habcde\r\n\u001b[7mx?[2J\u001b[m\u001b[J");
    }

    @Test
    void aTerminalThatDoesNotKnowItsSizeHasTheUsualOne() {
        assertThat(AnsiTty.size("50 132\n")).isEqualTo(new Tty.Size(50, 132));
        assertThat(AnsiTty.size("0 0\n")).isEqualTo(new Tty.Size(24, 80));
    }
}
