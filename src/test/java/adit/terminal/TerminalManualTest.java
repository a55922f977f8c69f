package adit.terminal;

import adit.Manual;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/terminal.md} has the help of every command. */
class TerminalManualTest {

    @Test
    void thePageHasTheHelpOfEveryCommand() throws IOException {
        List<String> lines = new ArrayList<>();
        subcommands(Terminal.commands(new FakeBeans(), new PrintWriter(Writer.nullWriter())))
                .flatMap(command -> Stream.concat(Stream.of(command), subcommands(command)))
                .forEach(command -> {
                    if (!lines.isEmpty()) {
                        lines.add("");
                    }
                    lines.add("### `" + name(command) + "`");
                    lines.add("");
                    lines.add("```");
                    command.getUsageMessage(Ansi.OFF).stripTrailing().lines().forEach(lines::add);
                    lines.add("```");
                });
        Manual.assertTells("terminal.md", "commands", lines);
    }

    private static Stream<CommandLine> subcommands(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .sorted(Comparator.comparing(CommandLine::getCommandName));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^tunnel\\.sh ", "");
    }
}
