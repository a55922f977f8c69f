package adit.terminal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tunnel.sh listeners}: where clients come in. */
@Command(
        name = "listeners",
        description = "Lists where clients come in, and what came of them.",
        footer = {"", "Examples:", "  tunnel.sh listeners", "  tunnel.sh listeners --json"})
final class ListenersCommand implements Callable<Integer> {
    private static final String[] ATTRIBUTES = {
        "Address",
        "Mode",
        "State",
        "Policy",
        "Authentication",
        "Destination",
        "LiveCount",
        "OpenedTotal",
        "BytesToClientTotal",
        "BytesToTargetTotal",
        "Certificates"
    };
    private static final List<String> TITLES = List.of(
            "NAME",
            "ADDRESS",
            "MODE",
            "STATE",
            "POLICY",
            "AUTHENTICATION",
            "LIVE",
            "SINCE START",
            "TO CLIENTS",
            "TO TARGETS",
            "CERTIFICATE",
            "DESTINATION");

    private final Beans beans;
    private final Screen screen;

    @Option(names = "--json", description = "print JSON, with all certificates and exact figures")
    private boolean json;

    ListenersCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> listeners = beans.each("Listener", ATTRIBUTES);
        if (json) {
            screen.print(Json.of(Map.of("listeners", listeners)));
        } else {
            screen.table(TITLES, listeners.stream().map(ListenersCommand::cells).toList());
        }
        return ExitCodes.OK;
    }

    private static List<String> cells(Map<String, Object> listener) {
        Stream<String> words = Stream.of("Name", "Address", "Mode", "State", "Policy", "Authentication")
                .map(name -> String.valueOf(listener.get(name)));
        Stream<String> figures = Stream.of(
                String.valueOf(listener.get("LiveCount")),
                String.valueOf(listener.get("OpenedTotal")),
                Amount.bytes((Long) listener.get("BytesToClientTotal")),
                Amount.bytes((Long) listener.get("BytesToTargetTotal")),
                certificate((CompositeData[]) listener.get("Certificates")),
                String.valueOf(listener.get("Destination")));
        return Stream.concat(words, figures).toList();
    }

    /** That of the first to expire, which comes first. */
    private static String certificate(CompositeData... certificates) {
        return certificates.length == 0 ? "" : certificates[0].get("daysLeft") + " days left";
    }
}
