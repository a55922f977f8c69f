package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A client that is not ours, run to its end in a directory that is also its home, so that nobody's settings apply. Where
 * it is not installed the test is skipped, unless {@code ADIT_ALL_CLIENTS=1} says that none may be missing.
 */
final class Program {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Pattern PATH_SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    private final Path directory;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Duration patience = PATIENCE;
    private Redirect input = Redirect.from(new File("/dev/null"));

    Program(Path directory, String... command) {
        this.directory = directory;
        and(command);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", directory.toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** What a program left that ended by itself. */
    record Result(int code, String output, String errors) {
        /** What was printed by a program that must have succeeded. */
        String success() {
            assertThat(code).as("%s\n%s", errors, output).isZero();
            return output;
        }
    }

    /** Adds arguments. */
    final Program and(String... more) {
        command.addAll(List.of(more));
        return this;
    }

    /** Adds a variable to its environment. */
    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The time it may take, where the usual is too short. */
    Program patience(Duration time) {
        patience = time;
        return this;
    }

    Program input(Path file) {
        input = Redirect.from(file.toFile());
        return this;
    }

    Program input(String text) throws IOException {
        return input(Files.writeString(Files.createTempFile(directory, "in", ".txt"), text));
    }

    Result run() throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "out", ".txt");
        Path errors = Files.createTempFile(directory, "err", ".txt");
        int code = await(start(Redirect.to(output.toFile()), Redirect.to(errors.toFile())), errors);
        return new Result(code, text(output), text(errors));
    }

    /** Begins a program that the caller ends; its output can be read from the process. */
    Process start() throws IOException {
        return start(Redirect.PIPE, Redirect.DISCARD);
    }

    private Process start(Redirect output, Redirect errors) throws IOException {
        assertInstalled(command.get(0));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(output)
                .redirectError(errors);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int await(Process process, Path errors) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("still running: " + command + "\n" + text(errors));
        }
        return process.exitValue();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void assertInstalled(String name) {
        boolean found = PATH_SEPARATOR
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
        if (!found) {
            String message = name + " is not installed: src/build/install-test-clients.sh does it on Debian";
            assertThat(System.getenv("ADIT_ALL_CLIENTS")).as(message).isNotEqualTo("1");
            Assumptions.abort(message);
        }
    }
}
