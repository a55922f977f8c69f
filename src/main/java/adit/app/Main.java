package adit.app;

import adit.config.Settings;
import adit.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
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
                case RUN ->
                    ServerProcess.run(Wiring.settings(file(invocation), invocation.overrides()), path("adit.ready"));
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
