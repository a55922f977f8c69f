package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javax.management.DescriptorRead;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a management client shows of each bean before it reads a value. */
class DescribedMBeanTest {
    private static final String SENTENCE = "[A-Z].* .*\\.";
    private static final List<String> NUMBERS = List.of("int", "long", "double");

    private final ManagedModel model = new ManagedModel();

    static List<String> types() {
        try (ManagedModel model = new ManagedModel()) {
            return model.server.queryNames(null, null).stream()
                    .filter(name -> name.getDomain().equals("adit"))
                    .map(name -> name.getKeyPropertyListString().substring("type=".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noBeanIsLeftOut() {
        assertThat(types())
                .contains("Tunnels", "Policy", "PolicyChange", "Listener,name=\"main\"")
                .hasSizeGreaterThan(7);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theBeanAndEachAttributeAreDescribed(String type) throws JMException {
        assertThat(info(type).getDescription()).matches(SENTENCE);
        assertThat(info(type).getAttributes()).isNotEmpty().allSatisfy(attribute -> {
            assertThat(attribute.getDescription()).as(attribute.getName()).matches(SENTENCE + "( \\[[\\w-]+])?");
            assertThat(openType(attribute)).isInstanceOf(OpenType.class);
            assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachNumberAndNothingElseHasAUnit(String type) throws JMException {
        assertThat(info(type).getAttributes()).allSatisfy(attribute -> {
            Object unit = attribute.getDescriptor().getFieldValue("units");
            if (NUMBERS.contains(attribute.getType())) {
                assertThat(attribute.getDescription()).endsWith(" [" + unit + "]");
            } else {
                assertThat(unit).as(attribute.getName()).isNull();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachOperationAndEachParameterIsDescribed(String type) throws JMException {
        assertThat(info(type).getOperations()).allSatisfy(operation -> {
            assertThat(operation.getDescription()).as(operation.getName()).matches(SENTENCE);
            assertThat(openType(operation)).isInstanceOf(OpenType.class);
            assertThat(operation.getImpact()).isIn(MBeanOperationInfo.ACTION, MBeanOperationInfo.INFO);
            assertThat(operation.getSignature()).allSatisfy(parameter -> {
                assertThat(parameter.getName()).doesNotMatch("p\\d+");
                assertThat(parameter.getDescription()).matches(SENTENCE);
                assertThat(openType(parameter)).isInstanceOf(OpenType.class);
            });
        });
    }

    @Test
    void theUnitStandsBehindTheSentence() throws JMException {
        MBeanAttributeInfo uptime = Arrays.stream(info("Server").getAttributes())
                .filter(attribute -> attribute.getName().equals("UptimeSeconds"))
                .findFirst()
                .orElseThrow();

        assertThat(uptime.getDescription()).isEqualTo("Time since the start. [seconds]");
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachNotificationIsDescribed(String type) throws JMException {
        assertThat(info(type).getNotifications()).allSatisfy(notification -> {
            assertThat(notification.getDescription()).matches(SENTENCE);
            assertThat(notification.getNotifTypes()).isNotEmpty().allMatch(name -> name.startsWith("adit."));
        });
    }

    @Test
    void whatOnlyTellsSaysSo() throws JMException {
        assertThat(operation("Tunnels", "page").getImpact()).isEqualTo(MBeanOperationInfo.INFO);
        assertThat(operation("Tunnels", "close").getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
    }

    @Test
    void theParameterOfCloseIsCalledId() throws JMException {
        assertThat(operation("Tunnels", "close").getSignature()[0].getName()).isEqualTo("id");
    }

    private MBeanOperationInfo operation(String type, String name) throws JMException {
        return Arrays.stream(info(type).getOperations())
                .filter(operation -> operation.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object openType(DescriptorRead feature) {
        return feature.getDescriptor().getFieldValue("openType");
    }

    private MBeanInfo info(String type) throws JMException {
        return model.server.getMBeanInfo(ManagedModel.name(type));
    }
}
