package adit.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.appender.FileManager;

/**
 * Where the process writes its logs. Makes log files anew that somebody has taken away. Left to itself, Log4j would write to the files that are gone, for ever
 * and without a word. A look belongs to one thread.
 */
final class LogFiles {
    private static final Logger LOG = LogManager.getLogger(LogFiles.class);

    /** What {@code log4j2.xml} puts into the names of the files. */
    private static final String PART = "adit.part";

    private final LoggerContext context;

    /** What was not there at the last look: a file is gone for a moment while it is rotated. */
    private List<Path> missing = List.of();

    LogFiles() {
        this(LoggerContext.getContext(false));
    }

    LogFiles(LoggerContext context) {
        this.context = context;
    }

    /** Opens all logs anew where one has been missing since the last look, and can be made again. */
    void look() {
        List<Path> gone = files().filter(file -> !Files.exists(file)).toList();
        boolean lasting = gone.stream().anyMatch(missing::contains);
        missing = gone;
        if (lasting && gone.stream().allMatch(LogFiles::canBeMade)) {
            missing = List.of();
            context.stop();
            context.start();
            LOG.warn("Log files were gone and are made anew, without what was logged meanwhile: {}", gone);
        }
    }

    private Stream<Path> files() {
        return context.getConfiguration().getAppenders().values().stream().flatMap(appender -> file(appender).stream());
    }

    private static Optional<Path> file(Appender appender) {
        return appender instanceof AbstractOutputStreamAppender<?> stream
                        && stream.getManager() instanceof FileManager manager
                ? Optional.of(Path.of(manager.getFileName()))
                : Optional.empty();
    }

    private static boolean canBeMade(Path file) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            LOG.debug("The folder of the log is gone and cannot be made: {}", e.getMessage());
            return false;
        }
        return Files.isWritable(folder);
    }

    /**
     * From now on the process writes files of its own, with its number in their names. Two that write one file would lose
     * what the one writes after the other has rolled it over.
     */
    static void setAside() {
        System.setProperty(PART, "-" + ProcessHandle.current().pid());
        LoggerContext.getContext(false).reconfigure();
    }
}
