package adit.lists;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Fetches lists. The calling thread waits. */
public interface Download {

    /**
     * Fetches the text into a file, which is made or written over.
     *
     * @param known what the server said of the copy that is there
     * @param mostBytes how long the text may be
     * @param within how long all of it may take
     * @return what the server says of the text; empty where it is still that of the copy
     * @throws ListException where it could not be fetched; the file may have a part of it then
     */
    Optional<Validators> fetch(URI uri, Validators known, Path into, long mostBytes, Duration within)
            throws ListException;

    /**
     * By what a server tells one version of a text from another (RFC 9110, 8.8); empty where it does not say.
     *
     * @param entityTag the value of ETag
     * @param lastModified the value of Last-Modified
     */
    record Validators(String entityTag, String lastModified) {
        public static final Validators NONE = new Validators("", "");
    }
}
