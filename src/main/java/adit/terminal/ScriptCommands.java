package adit.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the script does by itself, as far as help and completion go. */
final class ScriptCommands {
    private static final String[] OF_A_START = {"--config FILE", "--bind ADDRESS:PORT", "--set KEY=VALUE"};

    private ScriptCommands() {}

    static void addTo(CommandLine parent) {
        commands().forEach(spec -> parent.addSubcommand(spec.name(), spec));
    }

    private static Stream<CommandSpec> commands() {
        return Stream.of(
                command(
                        "start",
                        "Starts Adit in the background, and returns when it listens or says why it does not.",
                        OF_A_START,
                        "tunnel.sh start",
                        "tunnel.sh start --config my.yaml --set limits.max_connections=1000",
                        "tunnel.sh start --bind 127.0.0.1:8443 https --pk server.p12"),
                command(
                        "run",
                        "Runs Adit in the foreground, with the log on the console; Ctrl-C drains, a second one ends it.",
                        OF_A_START,
                        "tunnel.sh run --bind 127.0.0.1:0"),
                command(
                        "restart",
                        "Stops and starts Adit; without options, with those of the running one.",
                        OF_A_START,
                        "tunnel.sh restart",
                        "tunnel.sh restart --config new.yaml"),
                command(
                        "reload",
                        "Reads the configuration anew while tunnels go on; what is wrong changes nothing.",
                        new String[] {"--live"},
                        "tunnel.sh reload",
                        "tunnel.sh reload --live"),
                command(
                        "stop",
                        "Lets open tunnels end within a bound, then ends them.",
                        new String[0],
                        "tunnel.sh stop"),
                command(
                        "upgrade",
                        "Starts a new process beside the running one, which lets its tunnels end: no client is refused.",
                        OF_A_START,
                        "tunnel.sh upgrade",
                        "tunnel.sh upgrade --config new.yaml"),
                command(
                        "jmx-setup",
                        "Makes what JMX from other machines needs, and says how to connect.",
                        new String[] {"--address ADDRESS", "--port PORT", "--force"},
                        "tunnel.sh jmx-setup",
                        "tunnel.sh jmx-setup --address 192.0.2.7 --port 9010"),
                command(
                        "configtest",
                        "Checks the configuration and lists all problems.",
                        OF_A_START,
                        "tunnel.sh configtest",
                        "tunnel.sh configtest --config new.yaml"),
                command(
                        "doctor",
                        "Looks at limits, kernel settings, memory, disk, clock, certificates, DNS and permissions; each is ok,"
                                + " warn or fail with advice. Exit code 1: something fails.",
                        OF_A_START,
                        "tunnel.sh doctor",
                        "tunnel.sh doctor --config new.yaml",
                        "tunnel.sh doctor | grep -v ^ok"),
                command("version", "Prints the version of Adit and of Java.", new String[0], "tunnel.sh version"));
    }

    private static CommandSpec command(String name, String description, String[] options, String... examples) {
        Callable<Integer> nothing = () -> ExitCodes.USAGE;
        CommandSpec spec = CommandSpec.wrapWithoutInspection(nothing).name(name);
        for (String option : options) {
            spec.addOption(option(option.split(" ", 2)));
        }
        List<String> footer = new ArrayList<>(List.of("", examples.length == 1 ? "Example:" : "Examples:"));
        Stream.of(examples).map(example -> "  " + example).forEach(footer::add);
        spec.usageMessage().description(description).footer(footer.toArray(String[]::new));
        return spec;
    }

    private static OptionSpec option(String... words) {
        OptionSpec.Builder option = OptionSpec.builder(words[0]);
        return words.length == 1
                ? option.type(boolean.class).description(description(words[0])).build()
                : option.type(String.class)
                        .paramLabel(words[1])
                        .description(description(words[0]))
                        .build();
    }

    private static String description(String option) {
        return switch (option) {
            case "--config" -> "the configuration; default: conf/adit.yaml, if there is one";
            case "--live" -> "have open tunnels go by the new relay policy and TCP options, too";
            case "--force" -> "replace what is there";
            case "--address" -> "where JMX listens; default: 127.0.0.1";
            case "--port" -> "its port";
            case "--bind" -> "listen here only; port 0 lets the system choose";
            default -> "override a key of the configuration; repeatable";
        };
    }
}
