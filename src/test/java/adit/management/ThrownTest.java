package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations throw at clients that have none of the classes of this program. */
class ThrownTest {
    private final ManagedModel model = new ManagedModel();

    @AfterEach
    void close() {
        model.close();
    }

    static List<String> badTexts() {
        return Arrays.asList(
                null, "", "x", "\0\n", "-1", "a..b:443", "*.*:*", "[::zz]:443", "id ~ (", "{", "rules: 7", "%zz");
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void noOperationThrowsAnythingThatOnlyThisProgramHas(String text) throws JMException {
        List<Throwable> thrown = new ArrayList<>();
        for (ObjectName name : model.server.queryNames(new ObjectName("adit:*"), null)) {
            for (MBeanOperationInfo operation : model.server.getMBeanInfo(name).getOperations()) {
                thrown.addAll(thrown(name, operation, text));
            }
        }

        assertThat(thrown)
                .hasSizeGreaterThan(10)
                .allMatch(each -> each.getClass().getName().matches("javax?\\..*"));
    }

    @Test
    void theReasonIsToldAllTheSame() throws JMException {
        ObjectName tunnels = ManagedModel.name("Tunnels");
        MBeanOperationInfo close = Arrays.stream(
                        model.server.getMBeanInfo(tunnels).getOperations())
                .filter(operation -> operation.getName().equals("closeByTarget"))
                .findFirst()
                .orElseThrow();

        assertThat(thrown(tunnels, close, "a..b:443"))
                .last()
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("empty label");
    }

    private List<Throwable> thrown(ObjectName name, MBeanOperationInfo operation, String text) {
        Object[] arguments = Arrays.stream(operation.getSignature())
                .map(parameter -> argument(parameter, text))
                .toArray();
        String[] signature = Arrays.stream(operation.getSignature())
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new);
        try {
            model.server.invoke(name, operation.getName(), arguments, signature);
            return List.of();
        } catch (JMException | RuntimeException e) {
            return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .toList();
        }
    }

    private static Object argument(MBeanParameterInfo parameter, String text) {
        return switch (parameter.getType()) {
            case "int" -> 1;
            case "long" -> 1L;
            case "boolean" -> true;
            default -> text;
        };
    }
}
