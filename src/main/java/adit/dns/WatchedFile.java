package adit.dns;

import adit.time.FileStamp;
import adit.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a file says, read anew when it has changed; that is looked at once a second at most, when somebody asks. One
 * thread looks, any may ask what was read.
 */
final class WatchedFile<T> {
    private static final Logger LOG = LogManager.getLogger(WatchedFile.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_BYTES = 16 << 20;

    private final Ticker ticker;
    private final Function<List<String>, T> reader;
    private volatile Look<T> last;

    /** @param looked when, in the ticker's nanoseconds */
    private record Look<T>(Path file, long looked, Optional<FileStamp> stamp, T content) {}

    /**
     * Reads nothing yet.
     *
     * @param reader makes the content of lines; of none where the file cannot be read
     */
    WatchedFile(Ticker ticker, Function<List<String>, T> reader) {
        this.ticker = ticker;
        this.reader = reader;
        this.last = new Look<>(Path.of(""), ticker.nanos() - FRESH_NANOS, Optional.empty(), reader.apply(List.of()));
    }

    /** Whether there is no need to look. */
    boolean isFresh(Path file) {
        Look<T> look = last;
        return look.file.equals(file) && ticker.nanos() - look.looked < FRESH_NANOS;
    }

    /** What it said when it was last looked at. */
    T content() {
        return last.content;
    }

    /** Looks, unless that was done within the last second. Blocks for as long as a local file takes. */
    T look(Path file) {
        if (!isFresh(file)) {
            Optional<FileStamp> stamp = FileStamp.of(file);
            boolean same = last.file.equals(file) && last.stamp.equals(stamp);
            T content = same ? last.content : reader.apply(lines(file));
            last = new Look<>(file, ticker.nanos(), stamp, content);
        }
        return last.content;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                LOG.warn("{} is larger than 16mb and not read", file);
                return List.of();
            }
            // Every byte is a character there: a line that is no text is not understood, and harms no other.
            return Files.readAllLines(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file);
            return List.of();
        }
    }
}
