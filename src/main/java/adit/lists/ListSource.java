package adit.lists;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a list comes from and what is expected of it. Equal ones are the same list.
 *
 * @param name what it is called where it has blocked something; told to clients
 * @param format empty where it is to be recognised
 */
public record ListSource(String name, Origin origin, Optional<ListFormat> format, Bounds bounds) {

    /** Where its text is. */
    public sealed interface Origin permits OnDisk, OnTheWeb {}

    /** A file of this machine, read again when its time or its size has changed. */
    public record OnDisk(Path file) implements Origin {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * An address of the web.
     *
     * @param uri of scheme https
     * @param refresh how long a copy is good
     */
    public record OnTheWeb(URI uri, Duration refresh) implements Origin {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /**
     * What it may not exceed.
     *
     * @param bytes of its text
     * @param entries those that come more than once counted once
     */
    public record Bounds(long bytes, int entries) {}

    /** Empty where it is a file of this machine. */
    Optional<OnTheWeb> onTheWeb() {
        return origin instanceof OnTheWeb web ? Optional.of(web) : Optional.empty();
    }
}
