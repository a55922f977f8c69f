package adit.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The second half of {@code tunnel.sh reload --live}. */
@Command(
        name = "live",
        hidden = true,
        description = "Has live tunnels go by the relay policy and TCP options in force.",
        footer = {"", "Example:", "  tunnel.sh reload --live"})
final class LiveCommand implements Callable<Integer> {
    private final Beans beans;
    private final Screen screen;

    LiveCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(beans.invoke("Tunnels", "applyRelayPolicy"));
        return ExitCodes.OK;
    }
}
