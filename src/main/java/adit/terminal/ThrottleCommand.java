package adit.terminal;

import adit.config.Units;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tunnel.sh throttle}: holds a live tunnel to a rate. */
@Command(
        name = "throttle",
        description = "Holds each direction of a live tunnel to a rate from now on.",
        exitCodeOnExecutionException = ExitCodes.FAILED,
        footer = {"", "Examples:", "  tunnel.sh throttle 7k2m9xq40vb3d 100kb", "  tunnel.sh throttle 7k2m9xq40vb3d 0"})
final class ThrottleCommand implements Callable<Integer> {
    private final Beans beans;
    private final Screen screen;

    @Parameters(index = "0", paramLabel = "ID", description = "the tunnel, as tunnels and records show it")
    private String id;

    @Parameters(
            index = "1",
            paramLabel = "RATE",
            description = "bytes a second, such as 5000, 100kb or 1mb; 0: as the relay policy says")
    private String rate;

    ThrottleCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        long bytesPerSecond = bytes(rate);
        LiveId.check(beans, id);
        screen.print(beans.invoke("Tunnels", "throttle", id, bytesPerSecond));
        return ExitCodes.OK;
    }

    /** @throws CommandException where it is no rate */
    static long bytes(String rate) {
        try {
            return Units.bytes(rate);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "'" + rate + "' is no rate: allowed are bytes a second such as 5000, 100kb or 1mb");
        }
    }
}
