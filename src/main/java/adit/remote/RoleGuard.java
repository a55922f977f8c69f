package adit.remote;

import adit.config.RemoteJmx.Role;
import adit.management.Audit;
import adit.management.Caller;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.MBeanServerForwarder;

/**
 * Stands before the MBean server and lets each operator do what the role of now allows. Whoever has {@link
 * Role#MONITOR} reads; {@link Role#CONTROL} also operates the program and the figures of the JVM. Nobody makes, removes
 * or loads anything from afar, nor reaches what the JVM has for its own user, such as loading agents and writing files.
 */
final class RoleGuard implements InvocationHandler {
    private static final Set<String> READS = Set.of(
            "addNotificationListener",
            "getAttribute",
            "getAttributes",
            "getClassLoader",
            "getClassLoaderFor",
            "getClassLoaderRepository",
            "getDefaultDomain",
            "getDomains",
            "getMBeanCount",
            "getMBeanInfo",
            "getObjectInstance",
            "isInstanceOf",
            "isRegistered",
            "queryMBeans",
            "queryNames",
            "removeNotificationListener");
    private static final Set<String> WRITES = Set.of("invoke", "setAttribute", "setAttributes");

    /** The domain whose beans tell the audit themselves what was done. */
    private static final String OWN_DOMAIN = "adit";

    private static final List<String> WRITABLE_DOMAINS = List.of(OWN_DOMAIN, "java.lang");

    /** JConsole asks it over and over, and it only reads. */
    private static final String THREADS = "java.lang:type=Threading";

    private final Function<String, Optional<Role>> roles;
    private final Audit audit;
    private volatile MBeanServer server;

    private RoleGuard(Function<String, Optional<Role>> roles, Audit audit) {
        this.roles = roles;
        this.audit = audit;
    }

    /** @param roles the role of a user at the moment; empty where there is none any more */
    static MBeanServerForwarder of(Function<String, Optional<Role>> roles, Audit audit) {
        return (MBeanServerForwarder) Proxy.newProxyInstance(
                RoleGuard.class.getClassLoader(),
                new Class<?>[] {MBeanServerForwarder.class},
                new RoleGuard(roles, audit));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.getDeclaringClass() == MBeanServerForwarder.class) {
            return ofForwarder(method, arguments);
        }
        // Without a user it is the connector itself that asks.
        Optional<String> user = Caller.name();
        if (READS.contains(method.getName())) {
            user.ifPresent(this::roleOf);
            return forward(method, arguments);
        }
        return write(user.orElse("nobody"), method, arguments);
    }

    private static Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "RoleGuard";
        };
    }

    private Object ofForwarder(Method method, Object[] arguments) {
        if (method.getName().equals("setMBeanServer")) {
            server = (MBeanServer) arguments[0];
        }
        return method.getReturnType() == void.class ? null : server;
    }

    private Object forward(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object write(String user, Method method, Object[] arguments) throws Throwable {
        String action = describe(method, arguments);
        Optional<String> refusal = refusal(user, method, arguments);
        if (refusal.isPresent()) {
            audit.recordRefusal(action, user, refusal.get());
            throw new SecurityException(refusal.get());
        }
        Object result = forward(method, arguments);
        if (!tellsItself((ObjectName) arguments[0])) {
            audit.record(action, user, "done");
        }
        return result;
    }

    private Optional<String> refusal(String user, Method method, Object[] arguments) {
        if (!WRITES.contains(method.getName())) {
            return Optional.of("nobody makes, removes or loads anything from afar");
        }
        if (roleOf(user) != Role.CONTROL) {
            return Optional.of("role " + Role.MONITOR + " only reads");
        }
        return WRITABLE_DOMAINS.contains(((ObjectName) arguments[0]).getDomain())
                ? Optional.empty()
                : Optional.of("only " + String.join(" and ", WRITABLE_DOMAINS) + " are operated from afar");
    }

    private Role roleOf(String user) {
        return roles.apply(user).orElseThrow(() -> new SecurityException("the user has no role any more"));
    }

    private static boolean tellsItself(ObjectName name) {
        return name.getDomain().equals(OWN_DOMAIN) || name.getCanonicalName().equals(THREADS);
    }

    /** The bean, and what was to be done with it; no values. */
    private static String describe(Method method, Object[] arguments) {
        String what = method.getName().equals("invoke") ? arguments[1] + "()" : method.getName();
        return "JMX " + Arrays.stream(arguments).findFirst().orElse("") + " " + what;
    }
}
