package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged distribution, unpacked, and its script, run as a person would run it. */
public final class Installation {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LISTENING = Pattern.compile("listening: .*?127\\.0\\.0\\.1:([0-9]+)");

    public final Path home;
    public final Map<String, String> environment = new TreeMap<>();

    private final Path scratch;

    private Installation(Path scratch, Path home) {
        this.scratch = scratch;
        this.home = home;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", System.getenv("PATH"));
        // Whoever says how classes are shared gets no rehearsal: it would take the processors from whatever is tested.
        environment.put("JAVA_OPTS", "-Xshare:auto");
    }

    /** Unpacks into a directory whose name has a blank. */
    public static Installation unpack(Path scratch) throws Exception {
        Path home = Files.createDirectory(scratch.resolve("adit home"));
        Installation installation = new Installation(scratch, home);
        Result result = installation.execute(
                "tar", "-xzf", distribution().toString(), "-C", home.toString(), "--strip-components=1");
        assertThat(result.code()).as(result.output()).isZero();
        return installation;
    }

    static Path distribution() {
        return Path.of(System.getProperty("adit.distribution"));
    }

    /** What a finished command left. */
    public record Result(int code, String output) {
        public int port() {
            Matcher matcher = LISTENING.matcher(output);
            assertThat(matcher.find()).as(output).isTrue();
            return Integer.parseInt(matcher.group(1));
        }
    }

    /** A command that may still run, and the file that collects what it prints. */
    record Running(Process process, Path output) {
        Result await() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        }
    }

    public Path script() {
        return home.resolve("bin").resolve("tunnel.sh");
    }

    Path pidFile() {
        return home.resolve("run").resolve("adit.pid");
    }

    public long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile()).split(" ", 2)[0]);
    }

    /** Runs the script to its end. */
    public Result tunnel(String... arguments) throws IOException, InterruptedException {
        return launch(arguments).await();
    }

    Running launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return launchCommand(command);
    }

    /** Runs any command to its end, in the environment of the script. */
    public Result execute(String... command) throws IOException, InterruptedException {
        return launchCommand(List.of(command)).await();
    }

    private Running launchCommand(List<String> command) throws IOException {
        Path output = Files.createTempFile(scratch, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }
}
