package adit.management;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Reads along what the audit writes. */
public final class AuditLog extends AbstractAppender implements AutoCloseable {
    private static final String NAME = "adit.audit";
    public final List<String> lines = new CopyOnWriteArrayList<>();

    private AuditLog() {
        super("reads-along", null, null, true, Property.EMPTY_ARRAY);
    }

    public static AuditLog open() {
        AuditLog log = new AuditLog();
        log.start();
        Configurator.setLevel(NAME, Level.INFO);
        logger().setAdditive(false);
        logger().addAppender(log);
        return log;
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(NAME);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        logger().removeAppender(this);
        logger().setAdditive(true);
        Configurator.setLevel(NAME, Level.WARN);
        stop();
    }
}
