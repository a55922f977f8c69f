package adit.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tunnel.sh drain}: lets the tunnels of the running server end, or takes that back. */
@Command(
        name = "drain",
        description = "Closes the listeners and lets open tunnels end; the process stays. A stop ends it.",
        sortOptions = false,
        exitCodeOnExecutionException = ExitCodes.FAILED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the drain has begun, or is cancelled",
            "1:failed, or the server refuses, as when an address is taken that it listened on",
            "2:wrong usage",
            "4:not permitted: the server has another user",
            "7:the server does not run"
        },
        footer = {"", "Examples:", "  tunnel.sh drain", "  tunnel.sh drain 10m", "  tunnel.sh drain --cancel"})
final class DrainCommand implements Callable<Integer> {
    private static final String SERVER = "Server";

    private final Beans beans;
    private final Screen screen;

    @Parameters(
            arity = "0..1",
            paramLabel = "TIMEOUT",
            defaultValue = "",
            description = "how long open tunnels may go on, such as 10m; default: shutdown.drain_timeout")
    private String timeout;

    @Option(names = "--cancel", description = "go on as before, also where a stop waits for the drain")
    private boolean cancel;

    DrainCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (cancel && !timeout.isEmpty()) {
            throw new CommandException(ExitCodes.USAGE, "--cancel takes no time");
        }
        screen.print(cancel ? beans.invoke(SERVER, "cancelDrain") : beans.invoke(SERVER, "drain", timeout));
        return ExitCodes.OK;
    }
}
