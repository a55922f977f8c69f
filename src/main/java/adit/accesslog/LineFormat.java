package adit.accesslog;

import adit.account.TunnelRecord;

/** How a record becomes a line. Safe for use by any thread. */
public interface LineFormat {
    /** Appends the line, without its end. */
    void append(TunnelRecord tunnel, StringBuilder line);
}
