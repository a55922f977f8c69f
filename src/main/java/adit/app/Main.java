package adit.app;

import adit.config.Settings;
import adit.doctor.Doctor;
import adit.doctor.Finding;
import adit.doctor.Machine;
import adit.terminal.ConfigTable;
import adit.time.WallClock;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program. What it says goes to standard output, why it does not start to standard error. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(args).value());
    }

    private static ExitCode execute(String... args) {
        try {
            Invocation invocation = Arguments.parse(args);
            return switch (invocation.action()) {
                case HELP -> help();
                case VERSION -> printVersion();
                case CONFIGTEST -> configtest(invocation);
                case CONFIG -> config(invocation);
                case DOCTOR -> doctor(invocation);
                case RUN ->
                    ServerProcess.run(
                            Wiring.settings(file(invocation), invocation.overrides()),
                            path("adit.ready"),
                            Optional.ofNullable(Long.getLong("adit.predecessor"))
                                    .flatMap(ProcessHandle::of));
            };
        } catch (StartupException e) {
            System.err.println(e.getMessage());
            return e.code();
        }
    }

    /** The release, or {@code development} where the classes do not come from its jar. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static ExitCode help() {
        Arguments.printHelp(System.out);
        return ExitCode.OK;
    }

    private static ExitCode printVersion() {
        System.out.println("Adit " + version() + ", Java " + Runtime.version());
        return ExitCode.OK;
    }

    private static ExitCode configtest(Invocation invocation) throws StartupException {
        Settings settings = Wiring.load(file(invocation), invocation.overrides());
        System.out.println(
                "configuration ok: " + settings.file().map(Path::toString).orElse("built-in defaults"));
        settings.warnings(WallClock.SYSTEM.now()).forEach(warning -> System.out.println("warning: " + warning));
        return ExitCode.OK;
    }

    /** What an instance that is started so would go by. */
    private static ExitCode config(Invocation invocation) throws StartupException {
        Settings settings = Wiring.load(file(invocation), invocation.overrides());
        ConfigTable.print(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                settings.values().stream()
                        .map(value -> List.of(
                                value.key(), value.value(), value.origin().toString()))
                        .toList());
        return ExitCode.OK;
    }

    private static ExitCode doctor(Invocation invocation) {
        Doctor doctor = new Doctor(
                Machine.OWN,
                path("adit.base").orElse(Path.of("")),
                System.getProperty("adit.pid", ""),
                WallClock.SYSTEM);
        List<Finding> failures = new ArrayList<>();
        doctor.examine(Wiring.loader(file(invocation), invocation.overrides()), finding -> {
            System.out.println(finding.line());
            if (finding.isFailure()) {
                failures.add(finding);
            }
        });
        return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Optional<Path> file(Invocation invocation) {
        return invocation.config().or(Main::defaultFile);
    }

    private static Optional<Path> defaultFile() {
        return path("adit.base")
                .map(base -> base.resolve("conf").resolve("adit.yaml"))
                .filter(Files::exists);
    }

    private static Optional<Path> path(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of);
    }
}
