package adit.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells one state of a file from another without reading it. Events of {@code WatchService} would be cheaper, but do
 * not come from network file systems.
 *
 * @param size in bytes
 * @param key what tells a file from another that took its name; empty where the system has no such thing
 */
public record FileStamp(FileTime modified, long size, Optional<Object> key) {

    /** The state of now; empty where the file is not there, or must not be seen. Blocks as long as the file system does. */
    public static Optional<FileStamp> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileStamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
