package adit.terminal;

import adit.http.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program behind the commands of {@code tunnel.sh} that ask a running server, and behind help and completion of all.
 * The script finds the server and gives its process id in the system property {@code adit.pid}. Results go to standard output, failures to standard error, both in
 * UTF-8: what is proposed as a configuration must be one, whatever the terminal shows.
 */
@Command(name = "tunnel.sh", synopsisSubcommandLabel = "COMMAND")
public final class Terminal {
    /** Of {@code --help}, in characters. */
    private static final int WIDTH = 100;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "print this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private Terminal() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code;
        try (AttachedBeans beans = new AttachedBeans(System.getProperty("adit.pid", ""))) {
            code = execute(beans, out, err, args);
        }
        System.exit(code);
    }

    /** @return the exit code */
    static int execute(Beans beans, PrintWriter out, PrintWriter err, String... args) {
        return commands(beans, out)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Terminal::misused)
                .setExecutionExceptionHandler(Terminal::failed)
                .execute(args);
    }

    /** All commands, those of the script too. */
    static CommandLine commands(Beans beans, PrintWriter out) {
        Screen screen = new Screen(out);
        CommandLine commands = new CommandLine(new Terminal())
                .addSubcommand(new StatusCommand(beans, screen))
                .addSubcommand(new TopCommand(beans, out))
                .addSubcommand(new TunnelsCommand(beans, screen))
                .addSubcommand(new CloseCommand(beans, screen))
                .addSubcommand(new ThrottleCommand(beans, screen))
                .addSubcommand(new ListenersCommand(beans, screen))
                .addSubcommand(new DrainCommand(beans, screen))
                .addSubcommand(new ConfigCommand(beans, out))
                .addSubcommand(new ExplainCommand(beans, screen))
                .addSubcommand(new PolicyCommand(beans, screen))
                .addSubcommand(new LiveCommand(beans, screen))
                .addSubcommand(new CompletionCommand(screen));
        ScriptCommands.addTo(commands);
        return commands.setOverwrittenOptionsAllowed(false).setUsageHelpWidth(WIDTH);
    }

    private static int misused(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        Set<String> commands = command.getSubcommands().keySet();
        say(
                command,
                problem(e)
                        + (commands.isEmpty() ? "" : ": allowed are " + String.join(", ", commands))
                        + "; try " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.USAGE;
    }

    private static String problem(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? "unknown or misplaced word '" + unmatched.getUnmatched().get(0) + "'"
                : e.getMessage();
    }

    private static int failed(Exception e, CommandLine command, ParseResult result) throws Exception {
        if (e instanceof RefusedException) {
            say(command, e.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        if (e instanceof CommandException failure) {
            say(command, e.getMessage());
            return failure.exitCode();
        }
        throw e;
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println(Printable.text(message));
    }
}
