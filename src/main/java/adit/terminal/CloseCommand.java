package adit.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tunnel.sh close}: ends live tunnels. */
@Command(
        name = "close",
        description = "Closes a live tunnel, or all of a user or to a target, at once.",
        sortOptions = false,
        exitCodeOnExecutionException = ExitCodes.FAILED,
        footer = {
            "",
            "Examples:",
            "  tunnel.sh close 7k2m9xq40vb3d",
            "  tunnel.sh close --user alice",
            "  tunnel.sh close --target \"*.example.com:443\""
        })
final class CloseCommand implements Callable<Integer> {
    private static final String TUNNELS = "Tunnels";

    private final Beans beans;
    private final Screen screen;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Exactly one of them is given. */
    private static final class Which {
        @Parameters(paramLabel = "ID", description = "the tunnel, as tunnels and records show it")
        private String id;

        @Option(names = "--user", paramLabel = "U", description = "all tunnels of this user")
        private String user;

        @Option(
                names = "--target",
                paramLabel = "HOST:PORT",
                description = "all tunnels to it; *.NAME for the names below one, * for any port")
        private String target;
    }

    CloseCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(answer());
        return ExitCodes.OK;
    }

    private String answer() {
        if (which.id != null) {
            LiveId.check(beans, which.id);
            return beans.invoke(TUNNELS, "close", which.id);
        }
        String closed = which.user != null
                ? beans.invoke(TUNNELS, "closeByUser", which.user)
                : beans.invoke(TUNNELS, "closeByTarget", which.target);
        return "tunnels closed: " + closed;
    }
}
