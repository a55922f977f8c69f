package adit.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The MBeans of a JVM on this machine, reached by attaching to it. Only the user of that JVM may do so, and root. The
 * JVM then listens on a port of its own choosing, whose address only this process is told, and turns other machines away.
 * The connection is made for the first question and kept until this is closed. For one thread.
 */
final class AttachedBeans implements Beans, AutoCloseable {
    /** Some Javas come without it; classes that need it must not be loaded then. */
    private static final String MODULE = "jdk.attach";

    private static final String DOMAIN = "adit:type=";
    private static final String NAME = "name";

    private final String pid;
    private JMXConnector connector;

    /** @param pid of the JVM; empty where none runs, which the first question finds out */
    AttachedBeans(String pid) {
        this.pid = pid;
    }

    @Override
    public String invoke(String type, String operation, Object... arguments) {
        return String.valueOf(call(type, operation, arguments));
    }

    @Override
    public List<CompositeData> find(String type, String operation, Object... arguments) {
        return List.of((CompositeData[]) call(type, operation, arguments));
    }

    @Override
    public List<CompositeData> rows(String type, String attribute) {
        return List.of((CompositeData[]) attributes(type, attribute).get(attribute));
    }

    @Override
    public Map<String, Object> attributes(String type, String... names) {
        return ask(type, server -> read(server, new ObjectName(DOMAIN + type), names));
    }

    @Override
    public List<Map<String, Object>> each(String type, String... names) {
        return ask(type, server -> {
            List<ObjectName> beans =
                    new ArrayList<>(server.queryNames(new ObjectName(DOMAIN + type + ",name=*"), null));
            beans.sort(Comparator.comparing(AttachedBeans::nameOf));
            List<Map<String, Object>> all = new ArrayList<>();
            for (ObjectName bean : beans) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("Name", nameOf(bean));
                values.putAll(read(server, bean, names));
                all.add(values);
            }
            return all;
        });
    }

    private static String nameOf(ObjectName bean) {
        return ObjectName.unquote(bean.getKeyProperty(NAME));
    }

    private static Map<String, Object> read(MBeanServerConnection server, ObjectName bean, String... names)
            throws JMException, IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        // One by one, unlike in bulk, tells why one cannot be read.
        for (String name : names) {
            values.put(name, server.getAttribute(bean, name));
        }
        return values;
    }

    private Object call(String type, String operation, Object... arguments) {
        String[] signature =
                Arrays.stream(arguments).map(AttachedBeans::parameterType).toArray(String[]::new);
        return ask(type, server -> server.invoke(new ObjectName(DOMAIN + type), operation, arguments, signature));
    }

    private static String parameterType(Object argument) {
        if (argument instanceof Long) {
            return long.class.getName();
        }
        return argument instanceof Integer
                ? int.class.getName()
                : argument.getClass().getName();
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(MBeanServerConnection server) throws JMException, IOException;
    }

    private <T> T ask(String type, Question<T> question) {
        try {
            return question.ask(connect().getMBeanServerConnection());
        } catch (InstanceNotFoundException e) {
            throw failed(
                    "pid " + pid + " shows no adit:type=" + type + ": it has not started yet, or is another version");
        } catch (RuntimeMBeanException e) {
            throw refusal(e.getTargetException());
        } catch (JMException e) {
            throw failed("pid " + pid + " cannot answer: " + e);
        } catch (IOException e) {
            throw failed("the connection to pid " + pid + " is lost: " + e.getMessage());
        }
    }

    private static RuntimeException refusal(RuntimeException cause) {
        return cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
                ? new RefusedException(cause.getMessage())
                : failed("internal error of the server, told in its log: " + cause);
    }

    private static CommandException failed(String message) {
        return new CommandException(ExitCodes.FAILED, message);
    }

    @SuppressWarnings("BanJNDI") // the address comes from a JVM of the same user, and names no directory
    private JMXConnector connect() throws IOException {
        if (connector == null) {
            if (pid.isEmpty()) {
                throw new CommandException(ExitCodes.NOT_RUNNING, "Adit is not running");
            }
            if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
                throw new CommandException(
                        ExitCodes.NOT_INSTALLED, "this Java has no module " + MODULE + ": set JAVA_HOME to a JDK");
            }
            connector = JMXConnectorFactory.connect(new JMXServiceURL(Attachment.address(pid)));
        }
        return connector;
    }

    @Override
    public void close() {
        if (connector != null) {
            try {
                connector.close();
            } catch (IOException e) {
                // The server has ended first; nothing is left to be closed.
                connector = null;
            }
        }
    }
}
