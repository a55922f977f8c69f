package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tunnel.Outcome;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.MapMessage;
import org.junit.jupiter.api.Test;

class TunnelLogTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void aRecordIsOneMessageWhoseNumbersAreNumbers() {
        FakeTunnel tunnel = new FakeTunnel("0123456789abc");
        tunnel.move(517, 3_000_000_000L);

        new TunnelLog(collector()).accept(tunnel.record(Outcome.ESTABLISHED));

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("info {")
                .contains("\"tunnel\":\"0123456789abc\"")
                .contains("\"outcome\":\"established\"")
                .contains("\"status\":200")
                .contains("\"bytes_to_client\":3000000000")
                .contains("\"duration_ms\":0.000")
                .doesNotContain("\"3000000000\"");
    }

    /** A logger that keeps what a JSON layout would write; there is a method for each level. */
    private Logger collector() {
        return (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, level, arguments) -> {
                    MapMessage<?, ?> message = (MapMessage<?, ?>) arguments[0];
                    lines.add(level.getName() + " " + message.getFormattedMessage(new String[] {"JSON"}));
                    return null;
                });
    }
}
