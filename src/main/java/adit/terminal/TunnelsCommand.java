package adit.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tunnel.sh tunnels}: the live tunnels as a table or as JSON. */
@Command(
        name = "tunnels",
        description =
                "Lists the live tunnels: what they move, how fast, for whom and where to as far as that is shown.",
        sortOptions = false,
        exitCodeOnExecutionException = ExitCodes.USAGE,
        footer = {
            "",
            "Examples:",
            "  tunnel.sh tunnels",
            "  tunnel.sh tunnels --sort -rate --count 10",
            "  tunnel.sh tunnels --filter \"listener=main idle>30s\" --json"
        })
final class TunnelsCommand implements Callable<Integer> {
    /** As many rows as the server gives at once. */
    private static final String MOST = "1000";

    private final Beans beans;
    private final Screen screen;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description =
                    "age, idle, bytes, rate, bytesToClient, id, user, ...; -FIELD: greatest first; default: oldest first")
    private String sort = "";

    @Option(
            names = "--filter",
            paramLabel = "CONDITIONS",
            description = "those that hold for each, such as \"listener=main target=*.example.com:* bytes>1mb\"")
    private String filter = "";

    @Option(names = "--count", paramLabel = "N", defaultValue = MOST, description = "rows at most (default: 1000)")
    private int count;

    @Option(names = "--offset", paramLabel = "N", description = "how many to leave out before the first row")
    private int offset;

    @Option(names = "--json", description = "print JSON, with all columns and exact figures")
    private boolean json;

    TunnelsCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        List<CompositeData> rows = beans.find("Tunnels", "page", offset, count, sort, filter);
        int matching = Integer.parseInt(beans.invoke("Tunnels", "matching", filter));
        if (json) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("matching", matching);
            page.put("offset", offset);
            page.put("tunnels", rows);
            screen.print(Json.of(page));
        } else {
            TunnelTable table = new TunnelTable(rows);
            screen.table(table.titles(), table.cells());
            if (rows.size() < matching) {
                screen.print(rows.size() + " of " + matching + " tunnels; --offset and --count show others");
            }
        }
        return ExitCodes.OK;
    }
}
