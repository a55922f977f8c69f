package adit.app;

import adit.app.Invocation.Action;
import adit.config.Settings.Mode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The command line's grammar. One flat command, so that options may stand before, between and after the words. A mode
 * and its options are short for keys of the configuration, which checks their values.
 */
@Command(
        name = "adit",
        description = "An HTTP(S) tunnel server.",
        sortOptions = false,
        customSynopsis = "adit [OPTION]... [run|configtest|config|doctor|version] [http|https|tcp]")
final class Arguments {
    @Parameters(arity = "0..2", paramLabel = "WORD", description = "what to do (run), and the mode of the listener")
    private List<String> words = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "default: conf/adit.yaml, if there is one")
    private Path config;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS:PORT",
            description = "listen here only (127.0.0.1:8080); port 0 lets the system choose")
    private String bind;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "override a key of the configuration; repeatable")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--destination", paramLabel = "HOST:PORT", description = "where mode tcp leads")
    private String destination;

    @Option(names = "--pk", paramLabel = "FILE", description = "key store of mode https")
    private Path keyStore;

    @Option(names = "--password-file", paramLabel = "FILE", description = "password of the key store")
    private Path passwordFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    private Arguments() {}

    /** @throws StartupException of code USAGE; the message is one line */
    static Invocation parse(String... args) throws StartupException {
        Arguments arguments = new Arguments();
        try {
            new CommandLine(arguments).setOverwrittenOptionsAllowed(false).parseArgs(args);
        } catch (ParameterException e) {
            throw usage(e.getMessage());
        }
        return arguments.invocation();
    }

    static void printHelp(PrintStream out) {
        CommandLine.usage(new Arguments(), out);
    }

    private Invocation invocation() throws StartupException {
        List<String> rest = new ArrayList<>(words);
        Action action =
                take(rest, EnumSet.complementOf(EnumSet.of(Action.HELP))).orElse(Action.RUN);
        Optional<Mode> mode = take(rest, EnumSet.allOf(Mode.class));
        if (!rest.isEmpty()) {
            throw usage("unknown or misplaced word '" + rest.get(0)
                    + "': allowed is one of run, configtest, config, doctor, version, then one of http, https, tcp");
        }
        checkMode(mode);
        mode.ifPresent(given -> overrides.put("listeners.mode", word(given)));
        override("listeners.address", bind);
        override("listeners.destination", destination);
        override("listeners.tls.keystore", absolute(keyStore));
        override("listeners.tls.password_file", absolute(passwordFile));
        return new Invocation(help ? Action.HELP : action, Optional.ofNullable(config), Map.copyOf(overrides));
    }

    private void checkMode(Optional<Mode> mode) throws StartupException {
        if (mode.filter(Mode.HTTPS::equals).isEmpty() && (keyStore != null || passwordFile != null)) {
            throw usage("--pk and --password-file belong to mode https");
        }
        if (mode.filter(Mode.TCP::equals).isPresent() != (destination != null)) {
            throw usage("mode tcp and --destination HOST:PORT need each other");
        }
    }

    /** The configuration would look beside its own file. */
    private static String absolute(Path given) {
        return given == null ? null : given.toAbsolutePath().toString();
    }

    private void override(String key, String value) {
        if (value != null) {
            overrides.put(key, value);
        }
    }

    /** Removes the first word if it is one of the constants' names. */
    private static <E extends Enum<E>> Optional<E> take(List<String> words, Set<E> constants) {
        Optional<E> found = constants.stream()
                .filter(constant -> !words.isEmpty() && word(constant).equals(words.get(0)))
                .findFirst();
        found.ifPresent(constant -> words.remove(0));
        return found;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static StartupException usage(String message) {
        return new StartupException(ExitCode.USAGE, message + "; try --help");
    }
}
