package adit.terminal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What each listener makes of a target, in the words of the server: for each a block of lines {@code name: value}, with an
 * empty line between.
 */
record Explained(List<String> blocks) {
    private static final String LISTENER = "listener: ";
    private static final String VERDICT = "verdict: ";

    static Explained of(String text) {
        return new Explained(List.of(text.split("\n\n", -1)));
    }

    /** @throws CommandException where there is no such listener */
    Explained only(String listener) {
        List<String> chosen = blocks.stream()
                .filter(block -> value(block, LISTENER).equals(listener))
                .toList();
        if (chosen.isEmpty()) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "there is no listener '" + listener + "': there are "
                            + blocks.stream()
                                    .map(block -> value(block, LISTENER))
                                    .collect(Collectors.joining(", ")));
        }
        return new Explained(chosen);
    }

    /** The worst of the verdicts. */
    int exitCode() {
        return blocks.stream()
                .map(block -> value(block, VERDICT))
                .mapToInt(Explained::exitCode)
                .reduce(ExitCodes.OK, Explained::worse);
    }

    String text() {
        return String.join("\n\n", blocks);
    }

    private static String value(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    private static int exitCode(String verdict) {
        return switch (verdict) {
            case "allowed" -> ExitCodes.OK;
            case "denied" -> ExitCodes.DENIED;
            default -> ExitCodes.UNDECIDED;
        };
    }

    private static int worse(int one, int other) {
        if (one == ExitCodes.DENIED || other == ExitCodes.DENIED) {
            return ExitCodes.DENIED;
        }
        return Math.max(one, other);
    }
}
