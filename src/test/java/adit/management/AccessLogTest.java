package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.JMException;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    @Test
    void eachFigureIsAnAttribute() throws JMException {
        try (ManagedModel model = new ManagedModel()) {
            assertThat(model.get("AccessLog", "WrittenTotal")).isEqualTo(7L);
            assertThat(model.get("AccessLog", "DroppedTotal")).isEqualTo(3L);
            assertThat(model.get("AccessLog", "QueuedCount")).isEqualTo(2);
            assertThat(model.get("AccessLog", "QueueLimit")).isEqualTo(10);
            assertThat(model.get("AccessLog", "Problem")).isEqualTo("No space left\\u000aon device");
        }
    }
}
