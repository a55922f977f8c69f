package adit.management;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Writes who did what through JMX, and how it ended, to the logger {@code adit.audit}. Safe for use by any thread. */
final class Audit {
    private static final Logger LOG = LogManager.getLogger("adit.audit");
    private static final MethodHandle CURRENT_SUBJECT = currentSubject();

    /**
     * Runs the operation and records it, also where it fails.
     *
     * @param operation its name and arguments, escaped
     * @return what the operation says, for the operator
     */
    String run(String operation, Supplier<String> action) {
        try {
            String result = action.get();
            LOG.info("{} by {}: {}", operation, who(), Text.brief(Text.oneLine(result)));
            return result;
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} by {} refused: {}", operation, who(), Text.brief(Text.oneLine(String.valueOf(e.getMessage()))));
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{} by {} failed", operation, who(), e);
            throw e;
        }
    }

    /** The names of the authenticated user; a client attached on this machine has none. */
    private static String who() {
        Subject subject = subject();
        return subject == null || subject.getPrincipals().isEmpty()
                ? "local"
                : subject.getPrincipals().stream()
                        .map(Principal::getName)
                        .map(Text::brief)
                        .collect(Collectors.joining(","));
    }

    private static Subject subject() {
        try {
            return (Subject) CURRENT_SUBJECT.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@code Subject.current()}, which Java 17 lacks; its predecessor there, {@code Subject.getSubject(context)}, throws
     * from Java 23 on. So each is looked up where it exists.
     */
    private static MethodHandle currentSubject() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return lookup.findStatic(Subject.class, "current", MethodType.methodType(Subject.class));
        } catch (NoSuchMethodException e) {
            return subjectOfContext(lookup);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle subjectOfContext(MethodHandles.Lookup lookup) {
        try {
            Class<?> context = Class.forName("java.security.AccessControlContext");
            MethodHandle current = lookup.findStatic(
                    Class.forName("java.security.AccessController"), "getContext", MethodType.methodType(context));
            MethodHandle subject =
                    lookup.findStatic(Subject.class, "getSubject", MethodType.methodType(Subject.class, context));
            return MethodHandles.foldArguments(subject, current);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
