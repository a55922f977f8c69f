package adit.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where and of what figures were taken, in words. */
final class Surroundings {
    private static final long KB_PER_GB = 1 << 20;

    private Surroundings() {}

    static String machine() throws IOException {
        long memory = Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", ""));
        return value("/proc/cpuinfo", "model name") + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors, " + Math.round((double) memory / KB_PER_GB) + " GB, Linux "
                + System.getProperty("os.version");
    }

    private static String value(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("0");
        }
    }

    /** The Java that the process runs on. */
    static String java(ProcessHandle process) throws IOException {
        Path binary = Path.of("/proc", Long.toString(process.pid()), "exe").toRealPath();
        try (Stream<String> lines = Files.lines(binary.resolveSibling("../release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> "Java " + line.replaceAll(".*=|\"", ""))
                    .findFirst()
                    .orElse("Java");
        }
    }

    /** The commit of a checkout; the version of a distribution. */
    static String version(Path home) throws IOException {
        if (Files.exists(home.resolve("pom.xml"))) {
            String changes = git(home, "status", "--porcelain", "--untracked-files=no");
            return "commit " + git(home, "rev-parse", "--short", "HEAD") + (changes.isEmpty() ? "" : " with changes");
        }
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("adit-.*\\.jar"))
                    .map(name -> "version " + name.replaceAll("adit-|\\.jar", ""))
                    .findFirst()
                    .orElse("no version");
        }
    }

    private static String git(Path home, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "-C", home.toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
