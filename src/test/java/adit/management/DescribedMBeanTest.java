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
import org.junit.jupiter.params.provider.ValueSource;

/** What a management client shows of each bean before it reads a value. */
class DescribedMBeanTest {
    private static final String SENTENCE = "[A-Z].* .*\\.";
    private static final String LISTENER = "Listener,name=\"main\"";
    private static final List<String> NUMBERS = List.of("int", "long", "double");

    private final ManagedModel model = new ManagedModel();

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Server", "Tunnels", "Policy", LISTENER})
    void theBeanAndEachAttributeAreDescribed(String type) throws JMException {
        assertThat(info(type).getDescription()).matches(SENTENCE);
        assertThat(info(type).getAttributes()).isNotEmpty().allSatisfy(attribute -> {
            assertThat(attribute.getDescription()).as(attribute.getName()).matches(SENTENCE + "( \\[\\w+])?");
            assertThat(openType(attribute)).isInstanceOf(OpenType.class);
            assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Server", "Tunnels", "Policy", LISTENER})
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
    @ValueSource(strings = {"Tunnels", "Policy", LISTENER})
    void eachOperationAndEachParameterIsDescribed(String type) throws JMException {
        assertThat(info(type).getOperations()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.getDescription()).as(operation.getName()).matches(SENTENCE);
            assertThat(openType(operation)).isInstanceOf(OpenType.class);
            assertThat(operation.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
            assertThat(operation.getReturnType()).isEqualTo("java.lang.String");
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

    @Test
    void theParameterOfCloseIsCalledId() throws JMException {
        assertThat(info("Tunnels").getOperations()[0].getSignature()[0].getName())
                .isEqualTo("id");
    }

    private static Object openType(DescriptorRead feature) {
        return feature.getDescriptor().getFieldValue("openType");
    }

    private MBeanInfo info(String type) throws JMException {
        return model.server.getMBeanInfo(ManagedModel.name(type));
    }
}
