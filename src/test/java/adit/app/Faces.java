package adit.app;

import adit.config.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Everything that the proxy of this process shows anybody, read along. Another face is one more line in two methods. */
final class Faces implements AutoCloseable {
    private static final String RECORDS = "adit.tunnels";

    /** Other tests leave a level of its own to it. */
    private static final String AUDIT = "adit.audit";

    private final Level before = root().getLevel();
    private final Reader reader = new Reader();
    private final Recording recording = new Recording();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> records = new CopyOnWriteArrayList<>();

    private final class Reader extends AbstractAppender {
        Reader() {
            super("faces", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter text = new StringWriter();
            text.append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            (event.getLoggerName().equals(RECORDS) ? records : messages).add(text.toString());
        }
    }

    private final InetSocketAddress admin;

    private Faces(InetSocketAddress admin) {
        this.admin = admin;
        reader.start();
        root().addAppender(reader);
        Configurator.setRootLevel(Level.INFO);
        Configurator.setLevel("adit", Level.ALL);
        Configurator.setLevel(AUDIT, Level.INFO);
        recording.enable("adit.Tunnel");
        recording.enable("adit.Phase");
        recording.start();
    }

    /** @param admin where pages are served */
    static Faces open(InetSocketAddress admin) {
        return new Faces(admin);
    }

    private static Logger root() {
        return (Logger) LogManager.getRootLogger();
    }

    /** What is shown while tunnels live. */
    Map<String, String> live() throws Exception {
        Map<String, String> faces = new LinkedHashMap<>();
        faces.put("JMX", beans());
        faces.put("status page", page("/"));
        faces.put("metrics", page("/metrics"));
        faces.put("learn", learn());
        return faces;
    }

    /** What is shown of tunnels that have ended. */
    Map<String, String> ended(Path scratch) throws Exception {
        Map<String, String> faces = new LinkedHashMap<>(live());
        faces.put("adit.log", String.join("\n", messages));
        faces.put("tunnels.log", String.join("\n", records));
        faces.put(
                "flight recording",
                String.join(
                        "\n",
                        events(scratch).stream().map(RecordedEvent::toString).toList()));
        return faces;
    }

    private String page(String path) throws IOException {
        URL url = URI.create("http://" + ListenAddress.text(admin) + path).toURL();
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The events so far. */
    List<RecordedEvent> events(Path scratch) throws Exception {
        Path file = Files.createTempFile(scratch, "flight", ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    /** All attributes of all beans. */
    private static String beans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> lines = new ArrayList<>();
        for (ObjectName bean : server.queryNames(new ObjectName("adit:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                Object value = server.getAttribute(bean, attribute.getName());
                lines.add(bean + " " + attribute.getName() + " " + Arrays.deepToString(new Object[] {value}));
            }
        }
        return String.join("\n", lines);
    }

    /** What the policies would have denied, or why that is not told. */
    private static String learn() throws JMException {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("adit:type=PolicyChange"), "learn", new Object[0], new String[0]);
        } catch (RuntimeMBeanException e) {
            return e.getTargetException().getMessage();
        }
    }

    @Override
    public void close() {
        recording.close();
        Configurator.setLevel("adit", (Level) null);
        Configurator.setRootLevel(before);
        Configurator.setLevel(AUDIT, Level.WARN);
        root().removeAppender(reader);
        reader.stop();
    }
}
