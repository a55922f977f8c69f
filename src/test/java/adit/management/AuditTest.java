package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Whatever is done by whatever operation there is, the audit tells who did what. */
class AuditTest {

    @Test
    void eachOperationOfEachBeanIsInTheAudit() throws JMException {
        try (ManagedModel model = new ManagedModel();
                AuditLog audit = AuditLog.open()) {
            Set<String> done = new LinkedHashSet<>();
            for (ObjectName name : model.server.queryNames(new ObjectName("adit:*"), null)) {
                for (MBeanOperationInfo operation :
                        model.server.getMBeanInfo(name).getOperations()) {
                    int before = audit.lines.size();
                    invoke(model, name, operation);
                    String wanted = name.getKeyProperty("type") + "." + operation.getName() + "(";
                    assertThat(audit.lines.subList(before, audit.lines.size()))
                            .as(wanted)
                            .singleElement()
                            .asString()
                            .matches("(INFO|WARN|ERROR) \\Q" + wanted + "\\E.*\\) by local(:| refused:| failed).*");
                    done.add(wanted);
                }
            }
            assertThat(done)
                    .contains("Tunnels.close(", "Tunnels.page(", "Policy.explain(")
                    .hasSizeGreaterThan(20);
        }
    }

    /** What it does and whether it fails does not matter here. */
    private static void invoke(ManagedModel model, ObjectName name, MBeanOperationInfo operation) {
        Object[] arguments =
                Arrays.stream(operation.getSignature()).map(AuditTest::argument).toArray();
        String[] signature = Arrays.stream(operation.getSignature())
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new);
        try {
            model.server.invoke(name, operation.getName(), arguments, signature);
        } catch (JMException | RuntimeException e) {
            assertThat(e).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Object argument(MBeanParameterInfo parameter) {
        return switch (parameter.getType()) {
            case "int" -> 1;
            case "long" -> 1L;
            case "boolean" -> true;
            default -> "x";
        };
    }
}
