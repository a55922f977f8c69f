package adit.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param config the file that was named; empty where the default is to be looked for
 * @param overrides keys of the configuration and their values, stronger than any file
 */
record Invocation(Action action, Optional<Path> config, Map<String, String> overrides) {

    /** What to do. */
    enum Action {
        RUN,
        CONFIGTEST,
        CONFIG,
        DOCTOR,
        VERSION,
        HELP
    }
}
