package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.account.TunnelRecord;
import adit.net.Peer.Script;
import adit.relay.RelayEnd;
import adit.tunnel.Phase;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A stream that is cut short must not look whole, and one that is whole must not be cut short. */
class CutShortTest {

    @Test
    @Fault(value = Fault.Kind.RESET, when = "found by a write", outcome = "the other side is reset all the same")
    void aResetThatAWriteFindsFirstIsStillAReset() throws Exception {
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            Socket target = peer.accepted();
            var hold = proxy.holdAfter(() -> {});
            client.send("x");
            Client.reset(target);
            hold.complete(null);
            assertThatThrownBy(() -> client.in().read()).isInstanceOf(SocketException.class);
            TunnelRecord record = proxy.onlyRecord();
            assertThat(record.toTarget().end()).isEqualTo(RelayEnd.WRITE_ERROR);
            assertThat(record.toClient().end()).isEqualTo(RelayEnd.RESET);
        }
    }

    @Test
    void aClientThatSendsToATargetThatIsGoneStillGetsTheWholeAnswer() throws Exception {
        byte[] answer = new byte[50_000];
        try (Proxy proxy = oneThread();
                Peer peer = Peer.that(Script.MANUAL);
                Client client = proxy.client()) {
            client.connect(peer.authority());
            try (Socket target = peer.accepted()) {
                target.getOutputStream().write(answer);
            }
            await().until(() -> proxy.registry.live(1).get(0).phase() == Phase.DRAINING);
            client.send("x");
            await().until(() -> proxy.registry.bytesToTargetTotal() == 1);
            client.send("x");
            assertThat(proxy.onlyRecord().toTarget().end()).isEqualTo(RelayEnd.WRITE_ERROR);
            assertThat(client.in().readAllBytes()).isEqualTo(answer);
        }
    }

    private static Proxy oneThread() throws java.io.IOException {
        return Proxy.start(UnaryOperator.identity(), Proxy.NO_NAMES);
    }
}
