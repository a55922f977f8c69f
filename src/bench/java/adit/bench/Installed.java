package adit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance of the built distribution, run by its script. */
final class Installed {
    private static final Pattern LISTENING = Pattern.compile("listening: 127\\.0\\.0\\.1:([0-9]+)");

    private final Path home;
    private final Path base;

    Installed(Path home, Path base) {
        this.home = home;
        this.base = base;
    }

    /** Returns the port that it listens on. */
    int start(Path configuration) throws IOException, InterruptedException {
        String said = script("start", "--config", configuration.toString(), "--bind", "127.0.0.1:0");
        Matcher matcher = LISTENING.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException(said);
        }
        return Integer.parseInt(matcher.group(1));
    }

    void reload() throws IOException, InterruptedException {
        script("reload");
    }

    void stop() throws IOException, InterruptedException {
        script("stop");
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(base.resolve("run/adit.pid")).split(" ")[0]);
    }

    Path log(String name) {
        return base.resolve("logs").resolve(name);
    }

    private String script(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/tunnel.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ADIT_BASE", base.toString());
        builder.environment().put("ADIT_STOP_TIMEOUT", "5");
        builder.environment()
                .merge("ADIT_OPTS", "-Xlog:safepoint:file=" + log("safepoint.log"), (given, ours) -> given + " " + ours);
        Path output = Files.createTempFile(base, "script", ".txt");
        int code = builder.redirectOutput(output.toFile()).start().waitFor();
        String said = Files.readString(output);
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code + ": " + said);
        }
        return said;
    }
}
