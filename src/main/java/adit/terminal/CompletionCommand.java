package adit.terminal;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tunnel.sh completion}: a script by which a shell completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script that has bash or zsh complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(bin/tunnel.sh completion)",
            "  bin/tunnel.sh completion > ~/.local/share/bash-completion/completions/tunnel.sh"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Screen screen;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(AutoComplete.bash("tunnel.sh", spec.root().commandLine()));
        return ExitCodes.OK;
    }
}
