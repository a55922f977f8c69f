package adit.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tunnel.sh explain}: whether a client may reach a target, and why, without a connection. */
@Command(
        name = "explain",
        description = "Says whether a client may reach a target, and why; nothing is connected.",
        sortOptions = false,
        exitCodeOnExecutionException = ExitCodes.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:allowed, also where the policy only reports what it would deny",
            "10:denied, by one of the listeners that are shown at least",
            "11:the name does not resolve, and nothing denies it before that",
            "1:the server cannot be asked",
            "2:wrong usage, such as a target that is none or an unknown listener",
            "4:not permitted: the server has another user",
            "7:the server does not run"
        },
        footer = {
            "",
            "Examples:",
            "  tunnel.sh explain example.com:443",
            "  tunnel.sh explain --user alice --from 192.0.2.7 intranet.example:443",
            "  tunnel.sh explain --listener guests http://example.com/"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Beans beans;
    private final Screen screen;

    @Parameters(
            paramLabel = "HOST:PORT",
            description = "the target, as a client would ask for it; or a URL of plain HTTP")
    private String target;

    @Option(names = "--user", paramLabel = "U", description = "the name of the client that was verified; default: none")
    private String user = "";

    @Option(names = "--from", paramLabel = "IP", description = "the address of the client; default: this machine's")
    private String client = "";

    @Option(names = "--listener", paramLabel = "NAME", description = "where the client connects to; default: each")
    private String listener;

    ExplainCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        Explained all = Explained.of(beans.invoke("Policy", "explain", target, client, user));
        Explained chosen = listener == null ? all : all.only(listener);
        screen.print(chosen.text());
        return chosen.exitCode();
    }
}
