package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.Manual;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code docs/jmx.md} tells of every bean what it tells of itself. */
class JmxManualTest {
    private static final Pattern FEATURE = Pattern.compile("([A-Z][A-Za-z]+)\\.([A-Za-z]+)(\\(.*)?");
    private static final Pattern UNIT = Pattern.compile(" \\[[\\w-]+]$");

    private final ManagedModel model = new ManagedModel();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void thePageListsTheBeans() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String type : DescribedMBeanTest.types()) {
            MBeanInfo info = info(type);
            Class<?> face = face(info);
            lines.add("## " + title(type));
            lines.add("");
            lines.add(Manual.code("adit:type=" + type.replaceFirst("\".*", "\"…\"")) + ": "
                    + text(info.getDescription()));
            lines.addAll(attributes(info, face));
            lines.addAll(operations(info));
            lines.addAll(notifications(info));
            rows(face).forEach(row -> lines.addAll(fields(row)));
            lines.add("");
        }
        lines.remove(lines.size() - 1);
        Manual.assertTells("jmx.md", "beans", lines);
    }

    private static String title(String type) {
        return type.replaceFirst(",.*", "");
    }

    private MBeanInfo info(String type) throws JMException {
        return model.server.getMBeanInfo(ManagedModel.name(type));
    }

    private static Class<?> face(MBeanInfo info) throws ClassNotFoundException {
        return Class.forName((String) info.getDescriptor().getFieldValue("interfaceClassName"));
    }

    private static List<String> attributes(MBeanInfo info, Class<?> face) {
        List<String> lines = table("attribute", "type", "unit", "meaning");
        sorted(info.getAttributes())
                .forEach(attribute -> lines.add(Manual.row(
                        Manual.code(attribute.getName()),
                        kind(getter(face, attribute).getGenericReturnType()),
                        unit(getter(face, attribute)),
                        text(attribute.getDescription()))));
        return lines;
    }

    private static Method getter(Class<?> face, MBeanAttributeInfo attribute) {
        return Arrays.stream(face.getMethods())
                .filter(method -> method.getName().equals((attribute.isIs() ? "is" : "get") + attribute.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> operations(MBeanInfo info) {
        List<String> lines = table("operation", "impact", "what it does");
        sorted(info.getOperations()).forEach(operation -> {
            String parameters = Arrays.stream(operation.getSignature())
                    .map(MBeanParameterInfo::getName)
                    .collect(Collectors.joining(", "));
            String meanings = Arrays.stream(operation.getSignature())
                    .map(parameter ->
                            "<br>" + Manual.code(parameter.getName()) + ": " + text(parameter.getDescription()))
                    .collect(Collectors.joining());
            lines.add(Manual.row(
                    Manual.code(operation.getName() + "(" + parameters + ")"),
                    operation.getImpact() == MBeanOperationInfo.INFO ? "tells" : "acts",
                    text(operation.getDescription()) + meanings));
        });
        return lines.size() > 3 ? lines : List.of();
    }

    private static List<String> notifications(MBeanInfo info) {
        List<String> lines = table("notification", "when");
        sorted(info.getNotifications())
                .forEach(notification -> lines.add(Manual.row(
                        Manual.code(String.join(", ", notification.getNotifTypes())),
                        text(notification.getDescription()))));
        return lines.size() > 3 ? lines : List.of();
    }

    private static List<String> fields(Class<?> row) {
        List<String> lines = table("field of " + row.getSimpleName(), "type", "meaning");
        Arrays.stream(row.getMethods())
                .sorted(Comparator.comparing(JmxManualTest::field))
                .forEach(getter -> lines.add(
                        Manual.row(Manual.code(field(getter)), kind(getter.getGenericReturnType()), meaning(getter))));
        return lines;
    }

    /** As open types call it. */
    private static String field(Method getter) {
        String name = getter.getName().replaceFirst("^(get|is)", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String meaning(Method getter) {
        Description description = getter.getAnnotation(Description.class);
        assertThat(description).as("@Description of %s", getter).isNotNull();
        return text(description.value());
    }

    /** Those that attributes and operations of the face have, without repetition. */
    private static Set<Class<?>> rows(Class<?> face) {
        Comparator<Class<?>> byName = Comparator.comparing(Class::getSimpleName);
        return Arrays.stream(face.getDeclaredClasses())
                .filter(Class::isInterface)
                .collect(Collectors.toCollection(() -> new TreeSet<>(byName)));
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + kind(list.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.equals(String.class) || plain.isEnum()) {
            return "text";
        }
        if (plain.equals(boolean.class)) {
            return "true or false";
        }
        return plain.isPrimitive() ? plain.getName() : plain.getSimpleName();
    }

    private static String unit(AnnotatedElement getter) {
        Unit unit = getter.getAnnotation(Unit.class);
        return unit == null ? "" : unit.value();
    }

    private static String text(String description) {
        return Manual.plain(UNIT.matcher(description).replaceFirst(""));
    }

    private static <T extends MBeanFeatureInfo> List<T> sorted(T[] features) {
        return Arrays.stream(features)
                .sorted(Comparator.comparing(MBeanFeatureInfo::getName).thenComparing(JmxManualTest::kinds))
                .toList();
    }

    /** All notifications of a bean have one name, that of their class. */
    private static String kinds(MBeanFeatureInfo feature) {
        return feature instanceof MBeanNotificationInfo notification
                ? String.join(", ", notification.getNotifTypes())
                : "";
    }

    private static List<String> table(String... titles) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(Manual.head(titles));
        return lines;
    }

    @Test
    void everyAttributeAndOperationThatAPageNamesIsThere() throws Exception {
        Set<String> known = new TreeSet<>();
        Set<String> beans = new TreeSet<>();
        for (String type : DescribedMBeanTest.types()) {
            MBeanInfo info = info(type);
            beans.add(title(type));
            Stream.concat(Arrays.stream(info.getAttributes()), Arrays.stream(info.getOperations()))
                    .forEach(feature -> known.add(title(type) + "." + feature.getName()));
        }
        assertThat(named().filter(feature -> beans.contains(feature.replaceFirst("\\..*", ""))))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    private static Stream<String> named() throws IOException {
        List<String> words = new ArrayList<>();
        for (Path page : Manual.pages()) {
            words.addAll(Manual.words(page));
        }
        return words.stream()
                .map(FEATURE::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1) + "." + match.group(2));
    }
}
