package adit.accesslog;

import adit.account.TunnelRecord;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.LoggingException;

/** Where lines go: a logger, whose configuration says which file that is and when it is rotated. */
final class LogFile {
    static final String NAME = "adit.tunnels";

    private final Logger log;

    /** The lines of the writer, one after the other. */
    private final StringBuilder line = new StringBuilder();

    private volatile String problem = "";

    LogFile() {
        this(LogManager.getLogger(NAME));
    }

    LogFile(Logger log) {
        this.log = log;
    }

    /** Whether the logger takes lines at all. From any thread. */
    boolean isWanted() {
        return log.isInfoEnabled();
    }

    /** Returns whether it succeeded. By the thread of the writer alone. */
    boolean write(TunnelRecord tunnel, LineFormat format) {
        line.setLength(0);
        format.append(tunnel, line);
        try {
            if (!problem.isEmpty()) {
                // Of the line that failed, a part may be in the file: it must not spoil the next one.
                log.info("");
            }
            log.info(line);
            problem = "";
        } catch (LoggingException e) {
            problem = rootOf(e).toString();
        }
        return problem.isEmpty();
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    /** Why the last line could not be written; empty where it could. From any thread. */
    String problem() {
        return problem;
    }
}
