package adit.config;

import adit.time.FileStamp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells whether files that the configuration is read from have changed. Not thread-safe. */
final class FileWatch {
    private final ConfigurationLoader loader;
    private Map<Path, Optional<FileStamp>> read;
    private Map<Path, Optional<FileStamp>> seen;

    /** What is there now is taken for what is read next. */
    FileWatch(ConfigurationLoader loader) {
        this.loader = loader;
        read();
    }

    /** To be called right before the files are read: so no change after that is missed. */
    void read() {
        read = look();
        seen = read;
    }

    /** Whether there is a change since {@link #read}, and none since the call before this one. */
    boolean haveSettled() {
        Map<Path, Optional<FileStamp>> now = look();
        boolean quiet = now.equals(seen);
        seen = now;
        return quiet && !now.equals(read);
    }

    /** One that is not there has no stamp: that it comes is a change, too. */
    private Map<Path, Optional<FileStamp>> look() {
        Map<Path, Optional<FileStamp>> stamps = new HashMap<>();
        loader.files().forEach(file -> stamps.put(file, FileStamp.of(file)));
        return stamps;
    }
}
