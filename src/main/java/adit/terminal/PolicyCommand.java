package adit.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tunnel.sh policy}: changes what the running server allows, and shows how that came about. */
@Command(
        name = "policy",
        description = "Changes what the running server allows.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, or the server refuses",
            "2:wrong usage",
            "4:not permitted: the server has another user",
            "6:stage: the configuration is wrong",
            "7:the server does not run"
        },
        footer = {
            "",
            "Example of a change:",
            "  tunnel.sh policy stage new.yaml",
            "  tunnel.sh policy diff",
            "  tunnel.sh policy commit grace 30s",
            "  tunnel.sh policy rollback 1"
        })
final class PolicyCommand {
    private static final String CHANGE = "PolicyChange";
    private static final String LISTS = "BlockLists";

    /** What the server gives for a figure that would tell of too few clients. */
    private static final long HIDDEN = -1;

    private final Beans beans;
    private final Screen screen;

    PolicyCommand(Beans beans, Screen screen) {
        this.beans = beans;
        this.screen = screen;
    }

    @Command(
            description = "Checks a configuration and keeps it for commit; nothing is in force yet.",
            exitCodeOnExecutionException = ExitCodes.NOT_CONFIGURED,
            footer = {"", "Examples:", "  tunnel.sh policy stage new.yaml", "  make-policy | tunnel.sh policy stage -"})
    int stage(
            @Parameters(paramLabel = "FILE", description = "a YAML file as conf/adit.yaml is; -: standard input")
                    String file) {
        return say(beans.invoke(CHANGE, "stage", PolicyText.read(file)));
    }

    @Command(
            description = "Says what a commit would change: rules, recent decisions, live tunnels.",
            footer = {"", "Example:", "  tunnel.sh policy diff"})
    int diff() {
        return say(beans.invoke(CHANGE, "diff"));
    }

    @Command(
            description = "Puts in force what is staged.",
            footer = {"", "Examples:", "  tunnel.sh policy commit", "  tunnel.sh policy commit grace 30s"})
    int commit(
            @Parameters(
                            index = "0..1",
                            arity = "0..2",
                            paramLabel = "MODE",
                            defaultValue = "keep",
                            description = {
                                "what becomes of live tunnels that are denied now:",
                                "keep: they go on (default)",
                                "close: they end at once",
                                "grace TIME: they end after that time, such as 30s"
                            })
                    String[] mode) {
        return say(beans.invoke(CHANGE, "commit", String.join(" ", mode)));
    }

    @Command(
            description = "Drops what is staged; with a version, puts that one in force again.",
            footer = {"", "Examples:", "  tunnel.sh policy rollback", "  tunnel.sh policy rollback 3"})
    int rollback(
            @Parameters(arity = "0..1", paramLabel = "VERSION", description = "a version that history shows")
                    Long version) {
        return say(version == null ? beans.invoke(CHANGE, "rollback") : beans.invoke(CHANGE, "rollbackTo", version));
    }

    @Command(
            description = "Lists the versions that were in force.",
            footer = {"", "Example:", "  tunnel.sh policy history"})
    int history() {
        return list(CHANGE, "History", "version", "at", "cause", "summary");
    }

    @Command(
            description = "Grants access to a target for a while, whatever block lists and rules say.",
            sortOptions = false,
            exitCodeOnExecutionException = ExitCodes.USAGE,
            footer = {
                "",
                "Example:",
                "  tunnel.sh policy allow vendor.example:443 --user alice --for 30m --reason \"ticket 4711\""
            })
    int allow(
            @Parameters(paramLabel = "TARGET", description = "HOST:PORT") String target,
            @Option(names = "--user", paramLabel = "U", defaultValue = "", description = "for this user; default: all")
                    String user,
            @Option(names = "--for", required = true, paramLabel = "TIME", description = "such as 30m") String time,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; shown and logged")
                    String reason) {
        return say(beans.invoke(CHANGE, "allowFor", target, user, time, reason));
    }

    @Command(
            description = "Lists the grants that have not expired.",
            footer = {"", "Example:", "  tunnel.sh policy grants"})
    int grants() {
        return list(CHANGE, "Grants", "id", "target", "user", "until", "uses", "reason");
    }

    @Command(
            description = "Ends a grant.",
            footer = {"", "Example:", "  tunnel.sh policy revoke grant-1"})
    int revoke(@Parameters(paramLabel = "ID", description = "as grants shows it") String id) {
        return say(beans.invoke(CHANGE, "revokeGrant", id));
    }

    @Command(
            description = "Proposes rules, in YAML, from what policies in mode report would have denied.",
            footer = {"", "Example:", "  tunnel.sh policy learn > learnt.yaml"})
    int learn() {
        screen.print(beans.invoke(CHANGE, "learn"));
        return ExitCodes.OK;
    }

    @Command(
            name = "reload-list",
            description = "Reads one block list anew; a bad one changes nothing.",
            footer = {"", "Example:", "  tunnel.sh policy reload-list ads"})
    int reloadList(@Parameters(paramLabel = "NAME", description = "as lists shows it") String name) {
        return say(beans.invoke(LISTS, "reloadList", name));
    }

    @Command(
            description = "Lists the block lists and what was understood of them.",
            footer = {"", "Example:", "  tunnel.sh policy lists"})
    int lists() {
        return list(
                LISTS,
                "BlockLists",
                "name",
                "format",
                "entries",
                "notUnderstood",
                "loadedAt",
                "source",
                "firstNotUnderstood",
                "lastProblem");
    }

    /** Answers are broken for the narrow dialog of JConsole, with the rest of a line indented; a terminal has room. */
    private int say(String answer) {
        screen.print(answer.replace("\n  ", " "));
        return ExitCodes.OK;
    }

    private int list(String type, String attribute, String... columns) {
        List<List<String>> rows = beans.rows(type, attribute).stream()
                .map(row -> cells(row, columns))
                .toList();
        screen.table(Arrays.stream(columns).map(PolicyCommand::title).toList(), rows);
        return ExitCodes.OK;
    }

    private static List<String> cells(CompositeData row, String... columns) {
        return Arrays.stream(row.getAll(columns)).map(PolicyCommand::text).toList();
    }

    private static String text(Object value) {
        if (value instanceof String[] lines) {
            return String.join("\n", lines);
        }
        return value instanceof Long figure && figure == HIDDEN ? "-" : String.valueOf(value);
    }

    /** Such as {@code NOT UNDERSTOOD} for {@code notUnderstood}. */
    private static String title(String column) {
        return column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }
}
