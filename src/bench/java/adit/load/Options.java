package adit.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the command line asks for. */
final class Options {
    private static final int MOST_ROUNDS = 50;
    private static final int MOST_SECONDS = 60;

    private final Set<Mode> modes = EnumSet.noneOf(Mode.class);
    private final List<Path> also = new ArrayList<>();
    private final List<String> against = new ArrayList<>();
    private int rounds = 3;
    private int seconds = 2;

    /** @throws IllegalArgumentException with one line that says what is wrong and what is allowed */
    static Options of(List<String> arguments) {
        Options options = new Options();
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String option = left.next();
            if (!List.of("--mode", "--rounds", "--seconds", "--also", "--against")
                    .contains(option)) {
                throw new IllegalArgumentException("no option '" + option + "'; bench --help shows those there are");
            }
            if (!left.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            options.take(option, left.next());
        }
        return options;
    }

    private void take(String option, String value) {
        switch (option) {
            case "--mode" ->
                Arrays.stream(value.split(",", -1)).map(Options::mode).forEach(modes::add);
            case "--rounds" -> rounds = number(option, value, MOST_ROUNDS);
            case "--seconds" -> seconds = number(option, value, MOST_SECONDS);
            case "--also" -> also.add(home(value));
            default -> against.add(value);
        }
    }

    private static Mode mode(String name) {
        return Mode.of(name)
                .orElseThrow(() -> new IllegalArgumentException("--mode is '" + name + "': allowed are "
                        + Arrays.stream(Mode.values()).map(Mode::toString).collect(Collectors.joining(", "))));
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " is '" + value + "': allowed is a number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }

    private static Path home(String value) {
        Path home = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("bin/tunnel.sh"))) {
            throw new IllegalArgumentException(
                    "--also is '" + value + "': allowed is a checkout or a distribution, with bin/tunnel.sh");
        }
        return home;
    }

    Set<Mode> modes() {
        return modes.isEmpty() ? EnumSet.allOf(Mode.class) : modes;
    }

    /** Other checkouts or distributions to be measured. */
    List<Path> also() {
        return also;
    }

    /** Commands that run other proxies to be measured. */
    List<String> against() {
        return against;
    }

    int rounds() {
        return rounds;
    }

    Duration time() {
        return Duration.ofSeconds(seconds);
    }
}
