package adit.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The second half of {@code tunnel.sh status}; the first lines and the exit code are the script's. */
@Command(
        name = "status",
        description = "Shows on one screen how Adit is: listeners, tunnels, traffic, outcomes, limits, threads.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it runs", "1:it died and left its PID file", "3:it is stopped", "4:cannot tell"},
        footer = {"", "Examples:", "  tunnel.sh status", "  tunnel.sh status --brief"})
final class StatusCommand implements Callable<Integer> {
    private final Beans beans;
    private final Screen screen;

    @Option(names = "--brief", description = "only whether it runs and where it listens; starts no Java")
    private boolean brief;

    StatusCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (!brief) {
            new Overview(beans).lines().forEach(screen::print);
        }
        return ExitCodes.OK;
    }
}
