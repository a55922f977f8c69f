package adit.terminal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
 */
final class AttachedBeans implements Beans {
    /** Some Javas come without it; classes that need it must not be loaded then. */
    private static final String MODULE = "jdk.attach";

    private final String pid;

    /** @param pid of the JVM; empty where none runs, which the first question finds out */
    AttachedBeans(String pid) {
        this.pid = pid;
    }

    @Override
    public String invoke(String type, String operation, Object... arguments) {
        String[] signature =
                Arrays.stream(arguments).map(AttachedBeans::parameterType).toArray(String[]::new);
        return (String) ask(type, (server, name) -> server.invoke(name, operation, arguments, signature));
    }

    @Override
    public List<CompositeData> rows(String type, String attribute) {
        return List.of((CompositeData[]) ask(type, (server, name) -> server.getAttribute(name, attribute)));
    }

    private static String parameterType(Object argument) {
        return argument instanceof Long
                ? long.class.getName()
                : argument.getClass().getName();
    }

    @FunctionalInterface
    private interface Question {
        Object ask(MBeanServerConnection server, ObjectName name) throws JMException, IOException;
    }

    private Object ask(String type, Question question) {
        try (JMXConnector connector = connect()) {
            return question.ask(connector.getMBeanServerConnection(), new ObjectName("adit:type=" + type));
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
        if (pid.isEmpty()) {
            throw new CommandException(ExitCodes.NOT_RUNNING, "Adit is not running");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new CommandException(
                    ExitCodes.NOT_INSTALLED, "this Java has no module " + MODULE + ": set JAVA_HOME to a JDK");
        }
        return JMXConnectorFactory.connect(new JMXServiceURL(Attachment.address(pid)));
    }
}
