package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tunnel.Outcome;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.Message;
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
                .startsWith("info \"tunnel\":")
                .contains("\"outcome\":\"established\"")
                .contains("\"status\":200")
                .contains("\"bytes_to_client\":3000000000")
                .contains("\"duration_ms\":0.000")
                .doesNotContain("\"3000000000\"");
    }

    /** A logger of all levels that keeps what a layout would write; there is a method for each level. */
    private Logger collector() {
        return (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, level, arguments) -> {
                    if (level.getReturnType() == boolean.class) {
                        return true;
                    }
                    lines.add(level.getName() + " " + ((Message) arguments[0]).getFormattedMessage());
                    return null;
                });
    }
}
