package adit.management;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.Subject;

/** Who calls, as the connector has authenticated the thread that asks. */
public final class Caller {
    private static final MethodHandle CURRENT_SUBJECT = currentSubject();

    private Caller() {}

    /** The names of the authenticated user; a client attached on this machine has none. */
    public static Optional<String> name() {
        return Optional.ofNullable(subject())
                .map(Subject::getPrincipals)
                .filter(principals -> !principals.isEmpty())
                .map(principals -> principals.stream().map(Principal::getName).collect(Collectors.joining(",")));
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
