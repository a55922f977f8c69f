package adit.setup;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.NotificationFilterSupport;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** A program of operators, in a process of its own. Says on a line for each thing that it tries what came of it. */
final class Operator {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int port;

    private Operator(int port) {
        this.port = port;
    }

    /** @param args the port, the passwords of monitor and control, and the file of both */
    public static void main(String[] args) throws Exception {
        Operator operator = new Operator(Integer.parseInt(args[0]));
        operator.reads(args[1]);
        operator.operates(args[2]);
        operator.intrudes();
        operator.isDismissed(args[1], Path.of(args[3]));
    }

    private void reads(String password) throws Exception {
        try (JMXConnector connector = connect(new String[] {"monitor", password})) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            attempt("monitor reads", () -> beans.getAttribute(bean("adit:type=Tunnels"), "LiveCount"));
            attempt("monitor subscribes", () -> subscribe(beans));
            attempt("monitor invokes", () -> invoke(beans, "adit:type=Policy", "reload"));
            attempt("monitor sets", () -> setVerbose(beans));
        }
    }

    private void operates(String password) throws Exception {
        try (JMXConnector connector = connect(new String[] {"control", password})) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            attempt("control invokes", () -> invoke(beans, "adit:type=Policy", "reload"));
            attempt("control collects", () -> invoke(beans, "java.lang:type=Memory", "gc"));
            attempt("control sets", () -> setVerbose(beans));
            attempt(
                    "control commands the JVM",
                    () -> invoke(beans, "com.sun.management:type=DiagnosticCommand", "vmVersion"));
            attempt("control makes", () -> beans.createMBean("javax.management.timer.Timer", bean("x:type=Timer")));
            attempt("control removes", () -> {
                beans.unregisterMBean(bean("adit:type=Policy"));
                return "done";
            });
            attempt("control sends a map", () -> invoke(beans, "adit:type=Policy", "explain", new HashMap<>()));
        }
    }

    private void intrudes() throws IOException {
        attempt("a wrong password", () -> connect(new String[] {"control", "guess"}));
        attempt("an unknown user", () -> connect(new String[] {"hunter2", "guess"}));
        attempt("no password", () -> connect(null));
        attempt("a map for a password", () -> connect(new HashMap<>()));
        Registry registry = LocateRegistry.getRegistry("127.0.0.1", port, new SslRMIClientSocketFactory());
        attempt("another object", () -> {
            registry.rebind("jmxrmi", registry.lookup("jmxrmi"));
            return "done";
        });
        attempt("no object", () -> {
            registry.unbind("jmxrmi");
            await().atMost(SOON).until(() -> List.of(registry.list()).contains("jmxrmi"));
            return "put back";
        });
        attempt("no TLS", () -> LocateRegistry.getRegistry("127.0.0.1", port).list());
    }

    private void isDismissed(String password, Path htpasswd) throws Exception {
        try (JMXConnector connector = connect(new String[] {"monitor", password})) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            List<String> others = Files.readAllLines(htpasswd).stream()
                    .filter(line -> !line.startsWith("monitor:"))
                    .toList();
            Files.write(htpasswd, others);
            attempt("dismissed", () -> {
                await().atMost(SOON).ignoreNoExceptions().until(() -> beans.getMBeanCount() == 0);
                return "goes on";
            });
        }
    }

    @SuppressWarnings("BanJNDI") // this is how operators connect, and to a server of the test
    private JMXConnector connect(Object credentials) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        environment.put(JMXConnector.CREDENTIALS, credentials);
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
        return JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
    }

    private static Object subscribe(MBeanServerConnection beans) throws Exception {
        NotificationFilterSupport filter = new NotificationFilterSupport();
        filter.enableType("any");
        beans.addNotificationListener(
                bean("JMImplementation:type=MBeanServerDelegate"), (notification, handback) -> {}, filter, null);
        return "done";
    }

    private static Object setVerbose(MBeanServerConnection beans) throws Exception {
        beans.setAttribute(bean("java.lang:type=Memory"), new Attribute("Verbose", false));
        return "done";
    }

    private static Object invoke(MBeanServerConnection beans, String bean, String operation, Object... arguments)
            throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return beans.invoke(bean(bean), operation, arguments, signature);
    }

    private static ObjectName bean(String name) throws Exception {
        return new ObjectName(name);
    }

    private static void attempt(String what, Callable<Object> action) {
        try {
            System.out.println(what + ": " + action.call());
        } catch (Exception e) {
            System.out.println(what + ": " + root(e));
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
