package adit.account;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.StringBuilderFormattable;

/** Writes each record to the logger {@value #NAME}, as the members of a JSON object. */
public final class TunnelLog implements RecordSink {
    public static final String NAME = "adit.tunnels";

    private final Logger log;

    public TunnelLog() {
        this(LogManager.getLogger(NAME));
    }

    TunnelLog(Logger log) {
        this.log = log;
    }

    @Override
    public void accept(TunnelRecord tunnel) {
        if (log.isInfoEnabled()) {
            log.info(new RecordMessage(tunnel));
        }
    }

    private record RecordMessage(TunnelRecord tunnel) implements Message, StringBuilderFormattable {
        @Override
        public void formatTo(StringBuilder line) {
            tunnel.appendTo(line);
        }

        @Override
        public String getFormattedMessage() {
            StringBuilder line = new StringBuilder();
            formatTo(line);
            return line.toString();
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public Throwable getThrowable() {
            return null;
        }
    }
}
