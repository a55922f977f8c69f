package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.tunnel.Outcome;
import java.util.function.UnaryOperator;

/** What is true of every refusal: its reply and its record agree, and the reply says what it should. */
final class Refusals {
    private Refusals() {}

    static String refusedWith(Outcome outcome, String request) throws Exception {
        return refusedWith(outcome, request, UnaryOperator.identity());
    }

    static String refusedWith(Outcome outcome, String request, UnaryOperator<adit.config.Settings> change)
            throws Exception {
        try (Proxy proxy = Proxy.start(change);
                Client client = proxy.client()) {
            client.send(request);
            return assertReply(client, outcome, proxy);
        }
    }

    static String assertReply(Client client, Outcome outcome, Proxy proxy) throws Exception {
        String reply = client.readToEnd();
        assertThat(reply)
                .startsWith("HTTP/1.1 " + outcome.status() + " ")
                .contains("\r\nProxy-Status: adit; error=" + outcome.proxyError())
                .contains("\r\nConnection: close\r\n")
                .contains("outcome: " + outcome.label());
        client.leave();
        TunnelRecord record = proxy.onlyRecord();
        assertThat(record.outcome()).isEqualTo(outcome);
        assertThat(reply).contains("tunnel:  " + record.tunnel());
        return reply;
    }
}
