package adit.net;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Reads along whatever is logged, MINA's log included, at every level and with stack traces. */
final class AllLogs extends AbstractAppender implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = root().getLevel();

    private AllLogs() {
        super("reads-all", null, null, true, Property.EMPTY_ARRAY);
    }

    static AllLogs open() {
        AllLogs logs = new AllLogs();
        logs.start();
        Configurator.setRootLevel(Level.ALL);
        root().addAppender(logs);
        return logs;
    }

    private static Logger root() {
        return (Logger) LogManager.getRootLogger();
    }

    @Override
    public void append(LogEvent event) {
        StringWriter text = new StringWriter();
        text.append(event.getMessage().getFormattedMessage()).append('\n');
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(text.toString());
    }

    @Override
    public void close() {
        root().removeAppender(this);
        Configurator.setRootLevel(before);
        stop();
    }
}
