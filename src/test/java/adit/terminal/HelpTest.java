package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Of all commands, those of the script too. */
class HelpTest {
    private static final CommandLine ROOT = Terminal.commands(new FakeBeans(), new PrintWriter(new StringWriter()));

    static Stream<String> commands() {
        return below(ROOT).map(command -> command.getCommandSpec().qualifiedName());
    }

    private static Stream<CommandLine> below(CommandLine parent) {
        return parent.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), below(command)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfByExample(String name) {
        String[] words = (name.substring("tunnel.sh ".length()) + " --help").split(" ", -1);
        Execution help = Execution.of(new FakeBeans(), words);
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: " + name).containsPattern("Examples?.*:\\n.*tunnel\\.sh ");
        assertThat(help.out().lines().skip(1)).first().asString().isNotBlank();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theScriptAndTheHelpKnowTheSameCommands() throws Exception {
        String script = Files.readString(Path.of("bin/tunnel.sh"));
        String list = script.substring(script.lastIndexOf("allowed are ") + "allowed are ".length());
        Set<String> ofScript = Arrays.stream(
                        list.substring(0, list.indexOf("\" ;;")).split("[^a-z-]+"))
                .collect(Collectors.toCollection(TreeSet::new));
        ofScript.remove("help");
        Set<String> ofHelp = ROOT.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ofScript).isEqualTo(ofHelp);
    }

    @Test
    void aShellIsToldAllCommands() {
        assertThat(Execution.of(new FakeBeans(), "completion").out())
                .startsWith("#!/usr/bin/env bash")
                .contains("policy", "throttle", "--live", "tunnel.sh");
    }
}
