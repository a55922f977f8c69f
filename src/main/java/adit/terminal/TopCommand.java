package adit.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tunnel.sh top}: the live tunnels, always the newest figures. */
@Command(
        name = "top",
        description = {
            "Shows the live tunnels and keeps them up to date.",
            "Keys: q quit, c close, t throttle, arrows or j and k choose; sort by a age, i idle, b bytes, r rate,"
                    + " l listener, u user, g target, again to reverse. Where the output is no terminal, or a dumb one, it is"
                    + " printed once."
        },
        sortOptions = false,
        exitCodeOnExecutionException = ExitCodes.USAGE,
        footer = {
            "",
            "Examples:",
            "  tunnel.sh top",
            "  tunnel.sh top --sort -age --filter \"listener=main\"",
            "  tunnel.sh top | head"
        })
final class TopCommand implements Callable<Integer> {
    /** Empty reads of the keyboard, each a tenth of a second, until the figures are asked for anew. */
    private static final int READS = 20;

    private final Beans beans;
    private final PrintWriter out;
    private final Screen screen;

    @Option(names = "--sort", paramLabel = "FIELD", description = "as of tunnels; default: -rate, the fastest first")
    private String sort = SortKey.RATE.order();

    @Option(names = "--filter", paramLabel = "CONDITIONS", description = "as of tunnels")
    private String filter = "";

    TopCommand(Beans beans, PrintWriter out) {
        this.beans = beans;
        this.out = out;
        this.screen = new Screen(out);
    }

    @Override
    public Integer call() {
        Top top = new Top(beans, sort, filter);
        top.refresh();
        // The script knows whether this is a terminal, and has prepared it.
        if (Boolean.getBoolean("adit.tty")) {
            try (AnsiTty tty = new AnsiTty(System.in, out)) {
                run(top, tty);
            }
        } else {
            top.plain().forEach(screen::print);
        }
        return ExitCodes.OK;
    }

    /** Until the operator quits. */
    static void run(Top top, Tty tty) {
        int idle = 0;
        boolean goOn = true;
        while (goOn) {
            int height = tty.size().rows();
            tty.show(top.lines(height), top.marked(height));
            int key = Key.next(tty);
            while (key == Key.NONE && ++idle < READS) {
                key = Key.next(tty);
            }
            if (key == Key.NONE) {
                idle = 0;
                top.refresh();
            } else {
                goOn = top.press(key);
            }
        }
    }
}
