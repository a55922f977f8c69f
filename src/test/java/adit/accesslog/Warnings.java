package adit.accesslog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Reads along what the access log says of itself. */
final class Warnings extends AbstractAppender implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();

    private Warnings() {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
    }

    static Warnings open() {
        Warnings warnings = new Warnings();
        warnings.start();
        logger().addAppender(warnings);
        return warnings;
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(AccessLog.class);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        logger().removeAppender(this);
        stop();
    }
}
