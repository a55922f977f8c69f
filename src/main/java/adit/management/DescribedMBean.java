package adit.management;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;

/** An MXBean that describes itself by the {@link Description}s of its interface; a bare one is mute and names its parameters p0, p1. */
final class DescribedMBean extends StandardEmitterMBean {

    /** One that notifies of nothing. */
    <T> DescribedMBean(T implementation, Class<T> face) {
        this(implementation, face, new NotificationBroadcasterSupport());
    }

    <T> DescribedMBean(T implementation, Class<T> face, NotificationEmitter emitter) {
        super(implementation, face, true, emitter);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return describe(getMBeanInterface()).orElseGet(() -> super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        String getter = (info.isIs() ? "is" : "get") + info.getName();
        return method(method -> method.getName().equals(getter))
                .flatMap(DescribedMBean::describe)
                .orElseGet(() -> super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return method(info).flatMap(DescribedMBean::describe).orElseGet(() -> super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return parameter(operation, sequence)
                .flatMap(DescribedMBean::describe)
                .orElseGet(() -> super.getDescription(operation, info, sequence));
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return parameter(operation, sequence)
                .map(parameter -> parameter.getAnnotation(ParameterName.class))
                .map(ParameterName::value)
                .orElseGet(() -> super.getParameterName(operation, info, sequence));
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return method(info)
                .map(method -> method.getAnnotation(Impact.class))
                .map(Impact::value)
                .orElse(MBeanOperationInfo.ACTION);
    }

    /** Whatever is thrown is of classes that a client without those of this program has, too. */
    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        try {
            return super.invoke(operation, arguments, signature);
        } catch (RuntimeException e) {
            throw isKnownToAll(e) ? e : known(e);
        }
    }

    private static boolean isKnownToAll(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(each -> Stream.concat(Stream.of(each), Arrays.stream(each.getSuppressed())))
                .allMatch(each -> each.getClass().getName().matches("javax?\\..*"));
    }

    private static RuntimeException known(RuntimeException thrown) {
        RuntimeException known = thrown instanceof IllegalArgumentException
                ? new IllegalArgumentException(thrown.getMessage())
                : new IllegalStateException(thrown.getMessage());
        known.setStackTrace(thrown.getStackTrace());
        return known;
    }

    private Optional<Parameter> parameter(MBeanOperationInfo operation, int sequence) {
        return method(operation).map(method -> method.getParameters()[sequence]);
    }

    private Optional<Method> method(MBeanOperationInfo info) {
        return method(method ->
                method.getName().equals(info.getName()) && method.getParameterCount() == info.getSignature().length);
    }

    private Optional<Method> method(Predicate<Method> wanted) {
        return Arrays.stream(getMBeanInterface().getMethods()).filter(wanted).findFirst();
    }

    private static Optional<String> describe(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Description.class))
                .map(description -> description.value() + unit(element));
    }

    private static String unit(AnnotatedElement element) {
        Unit unit = element.getAnnotation(Unit.class);
        return unit == null ? "" : " [" + unit.value() + "]";
    }
}
