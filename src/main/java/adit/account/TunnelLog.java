package adit.account;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.MapMessage;

/** Writes each record to the logger {@value #NAME} as a map, which a JSON layout shows field by field. */
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
        log.info(new FieldsMessage(tunnel.fields()));
    }

    private static final class FieldsMessage extends MapMessage<FieldsMessage, Object> {
        private static final long serialVersionUID = 1;

        FieldsMessage(Map<String, Object> fields) {
            super(fields);
        }
    }
}
