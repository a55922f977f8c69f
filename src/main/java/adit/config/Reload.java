package adit.config;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one reading of the configuration came to.
 *
 * @param generation the number of the settings in force afterwards; the first that a process runs on are 1
 * @param applied what changed and holds from now on for every tunnel that is authorised
 * @param pending what the configuration says otherwise than the process runs, until it is started again
 * @param warnings what is in force and can hardly be meant
 * @param problems why the settings in force were kept; empty where the reading succeeded
 */
public record Reload(
        long generation,
        Instant at,
        List<String> applied,
        List<String> pending,
        List<String> warnings,
        List<Problem> problems) {

    /** Whether the settings that were read are in force. */
    public boolean succeeded() {
        return problems.isEmpty();
    }

    /** Whether it succeeded and nothing is odd. */
    public boolean isClean() {
        return succeeded() && warnings.isEmpty();
    }

    /** The result in short lines. */
    public String message() {
        if (!succeeded()) {
            String lines = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
            return "refused; generation " + generation + " stays in force:\n" + lines;
        }
        String changes = applied.isEmpty() ? "nothing changed" : "changed: " + String.join(", ", applied);
        String later = pending.isEmpty() ? "" : "\nneeds a restart: " + String.join(", ", pending);
        String odd = warnings.stream().map(warning -> "\nwarning: " + warning).collect(Collectors.joining());
        return "generation " + generation + " in force; " + changes + later + odd;
    }
}
