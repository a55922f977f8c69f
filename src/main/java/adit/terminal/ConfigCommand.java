package adit.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tunnel.sh config} of the running instance; without one, or with options of a start, the script asks the program. */
@Command(
        name = "config",
        description = {
            "Lists the values that Adit goes by, and where each was written: file and line, environment, command line or"
                    + " defaults. Variables and passwords are not shown.",
            "With --config, --bind or --set, or where no instance runs: those of an instance that is started so."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tunnel.sh config",
            "  tunnel.sh config --json",
            "  tunnel.sh config --config new.yaml --set limits.head_size=32kb"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Beans beans;
    private final PrintWriter out;
    private final Screen screen;

    @Option(names = "--json", description = "print JSON; of a running instance only")
    private boolean json;

    ConfigCommand(Beans beans, PrintWriter out) {
        this.beans = beans;
        this.out = out;
        this.screen = new Screen(out);
    }

    @Override
    public Integer call() {
        List<CompositeData> rows = beans.rows("Configuration", "Values");
        if (json) {
            screen.print(Json.of(Map.of("values", rows)));
        } else {
            ConfigTable.print(out, rows.stream().map(ConfigCommand::cells).toList());
        }
        return ExitCodes.OK;
    }

    private static List<String> cells(CompositeData row) {
        return Stream.of("key", "value", "origin")
                .map(column -> String.valueOf(row.get(column)))
                .toList();
    }
}
