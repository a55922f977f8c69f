package adit.limits;

import java.io.IOException;
import java.util.Map;

/** Where what users have moved outlives the process. Called by one thread at a time, never by one that serves tunnels. */
interface UsageStore {
    /** What all users have moved in the windows of now. */
    Map<String, Usage> load(Windows now) throws IOException;

    /**
     * Adds to what is stored, of the windows of now; all of it or nothing.
     *
     * @return what these users have moved by then, here and elsewhere
     */
    Map<String, Usage> add(Windows now, Map<String, Usage> moved) throws IOException;
}
