package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.Latencies;
import adit.account.TunnelRecord.Durations;
import adit.account.TunnelRegistry;
import org.junit.jupiter.api.Test;

class TunnelTimesTest {
    private final Latencies latencies = new TunnelRegistry(record -> {}).latencies();

    @Test
    void anEstablishedTunnelHasATimeForEachStation() {
        TunnelTimes times = new TunnelTimes(latencies, 100);
        times.allowed(101);
        times.resolved(103);
        times.connected(106);
        assertThat(times.until(110)).isEqualTo(new Durations(1, 2, 3, 4, 10));
    }

    @Test
    void aStationThatWasNotReachedTookNoTime() {
        TunnelTimes times = new TunnelTimes(latencies, 100);
        assertThat(times.until(110)).isEqualTo(new Durations(10, 0, 0, 0, 10));
    }

    @Test
    void whatARefusedClientTakesToReadTheAnswerIsNoTimeOfAStation() {
        TunnelTimes times = new TunnelTimes(latencies, 100);
        times.allowed(101);
        times.resolved(103);
        times.refused(105);
        assertThat(times.until(2105)).isEqualTo(new Durations(1, 2, 2, 0, 2005));
    }
}
