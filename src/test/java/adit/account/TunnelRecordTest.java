package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import org.junit.jupiter.api.Test;

class TunnelRecordTest {
    private static final TunnelRecord RELAYED = new TunnelRecord(
            "0123456789abc",
            "main",
            Outcome.ESTABLISHED,
            Phase.DRAINING,
            new TunnelRecord.Direction(RelayEnd.EOF, 517),
            new TunnelRecord.Direction(RelayEnd.RESET, 3_000_000_000L),
            new TunnelRecord.Durations(1_234_567, 999, 2_000_000, 36_000_000_000_000L, 36_000_004_000_000L),
            "");

    @Test
    void everyFieldHasItsStableNameAndPlace() {
        assertThat(line(RELAYED))
                .isEqualTo(
                        "\"tunnel\":\"0123456789abc\",\"listener\":\"main\",\"outcome\":\"established\",\"status\":200,"
                                + "\"blame\":\"nobody\",\"phase\":\"draining\",\"client_to_target_end\":\"eof\","
                                + "\"target_to_client_end\":\"reset\",\"bytes_to_target\":517,\"bytes_to_client\":3000000000,"
                                + "\"negotiate_ms\":1.234,\"resolve_ms\":0.000,\"connect_ms\":2.000,"
                                + "\"relay_ms\":36000000.000,\"duration_ms\":36000004.000");
    }

    @Test
    void aTunnelThatWasRefusedRelayedNothing() {
        TunnelRecord refused = new TunnelRecord(
                "0123456789abc",
                "main",
                Outcome.ADDRESS_DENIED,
                Phase.REJECTING,
                TunnelRecord.Direction.NOT_STARTED,
                TunnelRecord.Direction.NOT_STARTED,
                new TunnelRecord.Durations(1, 0, 0, 0, 1),
                "");

        assertThat(line(refused))
                .contains(
                        "\"outcome\":\"address_denied\"",
                        "\"status\":403",
                        "\"blame\":\"policy\"",
                        "\"client_to_target_end\":\"not_started\"",
                        "\"bytes_to_client\":0,");
    }

    @Test
    void theRuleThatWouldHaveDeniedIsThereWhereThereIsOne() {
        TunnelRecord reported = new TunnelRecord(
                "0123456789abc",
                "main",
                Outcome.ESTABLISHED,
                Phase.DRAINING,
                RELAYED.toTarget(),
                RELAYED.toClient(),
                RELAYED.durations(),
                "no-mail");

        assertThat(line(reported)).isEqualTo(line(RELAYED) + ",\"would_deny\":\"no-mail\"");
    }

    private static String line(TunnelRecord tunnel) {
        StringBuilder line = new StringBuilder();
        tunnel.appendTo(line);
        return line.toString();
    }
}
