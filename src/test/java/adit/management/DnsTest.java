package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

class DnsTest {

    @Test
    void eachFigureIsTheResolvers() throws JMException {
        Map<String, Object> figures = new TreeMap<>();
        try (ManagedModel model = new ManagedModel()) {
            for (String name : new String[] {
                "Mode",
                "CacheSize",
                "CacheLimit",
                "HitTotal",
                "NegativeHitTotal",
                "MissTotal",
                "FailureTotal",
                "PendingCount",
                "PendingLimit",
                "LatencyMillisP50",
                "LatencyMillisP99"
            }) {
                figures.put(name, model.get("Dns", name));
            }
            assertThat((String[]) model.get("Dns", "Servers")).containsExactly("127.0.0.1:5353");
        }
        assertThat(figures)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("Mode", "DNS"),
                        Map.entry("CacheSize", 1),
                        Map.entry("CacheLimit", 2),
                        Map.entry("HitTotal", 3L),
                        Map.entry("NegativeHitTotal", 4L),
                        Map.entry("MissTotal", 5L),
                        Map.entry("FailureTotal", 6L),
                        Map.entry("PendingCount", 7),
                        Map.entry("PendingLimit", 8),
                        Map.entry("LatencyMillisP50", 5.0),
                        Map.entry("LatencyMillisP99", 9.9))));
    }

    @Test
    void aFlushIsAudited() throws JMException {
        try (ManagedModel model = new ManagedModel();
                AuditLog audit = AuditLog.open()) {
            assertThat(model.server.invoke(ManagedModel.name("Dns"), "flush", null, null))
                    .isEqualTo("answers forgotten: 9");
            assertThat(audit.lines).containsExactly("INFO Dns.flush() by local: answers forgotten: 9");
        }
    }
}
