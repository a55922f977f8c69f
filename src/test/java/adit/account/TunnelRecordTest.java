package adit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TunnelRecordTest {
    private static final TunnelRecord RELAYED = new TunnelRecord(
            "0123456789abc",
            "main",
            Outcome.ESTABLISHED,
            Phase.DRAINING,
            new TunnelRecord.Direction(RelayEnd.EOF, 517),
            new TunnelRecord.Direction(RelayEnd.RESET, 3_000_000_000L),
            new TunnelRecord.Durations(1_234_567, 999, 2_000_000, 36_000_000_000_000L, 36_000_004_000_000L));

    @Test
    void everyFieldHasItsStableNameAndPlace() {
        assertThat(RELAYED.fields())
                .containsExactly(
                        entry("tunnel", "0123456789abc"),
                        entry("listener", "main"),
                        entry("outcome", "established"),
                        entry("status", 200),
                        entry("blame", "nobody"),
                        entry("phase", "draining"),
                        entry("client_to_target_end", "eof"),
                        entry("target_to_client_end", "reset"),
                        entry("bytes_to_target", 517L),
                        entry("bytes_to_client", 3_000_000_000L),
                        entry("negotiate_ms", new BigDecimal("1.234")),
                        entry("resolve_ms", new BigDecimal("0.000")),
                        entry("connect_ms", new BigDecimal("2.000")),
                        entry("relay_ms", new BigDecimal("36000000.000")),
                        entry("duration_ms", new BigDecimal("36000004.000")));
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
                new TunnelRecord.Durations(1, 0, 0, 0, 1));

        assertThat(refused.fields())
                .contains(
                        entry("outcome", "address_denied"),
                        entry("status", 403),
                        entry("blame", "policy"),
                        entry("client_to_target_end", "not_started"),
                        entry("bytes_to_client", 0L));
    }
}
