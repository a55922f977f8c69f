package adit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TunnelRegistryTest {
    private final List<TunnelRecord> records = new ArrayList<>();
    private final TunnelRegistry registry = new TunnelRegistry(records::add);

    @Test
    void anEmptyRegistryCountsNothing() {
        assertThat(registry.liveCount()).isZero();
        assertThat(registry.openedTotal()).isZero();
        assertThat(registry.closedTotal()).isZero();
        assertThat(registry.bytesToClientTotal()).isZero();
        assertThat(registry.live(10)).isEmpty();
        assertThat(registry.find("any")).isEmpty();
    }

    @Test
    void openedIsLivePlusClosedAndClosedTheSumOverTheOutcomes() {
        List<FakeTunnel> tunnels = Stream.of("a", "b", "c", "d").map(this::open).toList();

        registry.closed(tunnels.get(0).record(Outcome.ESTABLISHED));
        registry.closed(tunnels.get(1).record(Outcome.CONNECT_REFUSED));
        registry.closed(tunnels.get(2).record(Outcome.ESTABLISHED));

        assertThat(registry.openedTotal()).isEqualTo(4);
        assertThat(registry.liveCount()).isEqualTo(1);
        assertThat(registry.closedTotal()).isEqualTo(3);
        assertThat(registry.closed(Outcome.ESTABLISHED)).isEqualTo(2);
        assertThat(registry.closed(Outcome.CONNECT_REFUSED)).isEqualTo(1);
        assertThat(registry.closed(Outcome.CLIENT_GONE)).isZero();
    }

    @Test
    void eachDirectionOfAClosedTunnelIsCountedByItsEnd() {
        registry.closed(open("a").record(Outcome.CONNECT_REFUSED));

        assertThat(registry.endedToTarget(RelayEnd.EOF)).isEqualTo(1);
        assertThat(registry.endedToClient(RelayEnd.EOF)).isEqualTo(1);
        assertThat(registry.endedToClient(RelayEnd.RESET)).isZero();
    }

    @Test
    void bytesOfLiveAndClosedTunnelsAddUp() {
        FakeTunnel first = open("first");
        FakeTunnel second = open("second");
        first.move(10, 1_000);
        second.move(5, 0);
        assertThat(registry.bytesToTargetTotal()).isEqualTo(15);
        assertThat(registry.bytesToClientTotal()).isEqualTo(1_000);

        first.move(11, 1_001);
        registry.closed(first.record(Outcome.ESTABLISHED));

        assertThat(registry.bytesToTargetTotal()).isEqualTo(16);
        assertThat(registry.bytesToClientTotal()).isEqualTo(1_001);
    }

    @Test
    void liveTunnelsAreListedOldestFirstAndNoMoreThanAskedFor() {
        List<LiveTunnel> tunnels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tunnels.add(open("tunnel " + i));
        }

        assertThat(registry.live(100)).isEqualTo(tunnels);
        assertThat(registry.live(3)).isEqualTo(tunnels.subList(0, 3));
        assertThat(registry.live(0)).isEmpty();
    }

    @Test
    void aTunnelIsFoundByItsIdWhileItLives() {
        FakeTunnel tunnel = open("a");
        assertThat(registry.find("a")).containsSame(tunnel);

        registry.closed(tunnel.record(Outcome.ESTABLISHED));

        assertThat(registry.find("a")).isEmpty();
    }

    @Test
    void eachClosedTunnelLeavesOneRecord() {
        TunnelRecord record = open("a").record(Outcome.ESTABLISHED);

        registry.closed(record);

        assertThat(records).containsExactly(record);
    }

    @Test
    void aTunnelOpensOnceAndClosesOnce() {
        FakeTunnel tunnel = open("a");
        assertThatIllegalStateException().isThrownBy(() -> registry.opened(tunnel));
        TunnelRecord record = tunnel.record(Outcome.ESTABLISHED);
        registry.closed(record);
        assertThatIllegalStateException().isThrownBy(() -> registry.closed(record));

        assertThat(registry.openedTotal()).isEqualTo(1);
        assertThat(registry.closedTotal()).isEqualTo(1);
        assertThat(records).hasSize(1);
    }

    @Test
    void aRecordThatCannotBeWrittenIsCountedAllTheSame() {
        TunnelRegistry unlogged = new TunnelRegistry(tunnel -> {
            throw new IllegalArgumentException("disk full");
        });
        FakeTunnel tunnel = new FakeTunnel("a");
        unlogged.opened(tunnel);

        assertThatThrownBy(() -> unlogged.closed(tunnel.record(Outcome.ESTABLISHED)))
                .hasMessage("disk full");

        assertThat(unlogged.liveCount()).isZero();
    }

    @Test
    void theTotalsOfTheListenersAreThoseOfTheWhole() {
        FakeTunnel first = open("a", "main");
        FakeTunnel second = open("b", "guests");
        FakeTunnel third = open("c", "guests");
        first.move(1, 10);
        second.move(2, 20);
        third.move(4, 40);
        registry.closed(second.record(Outcome.CLIENT_GONE));

        TunnelTotals main = registry.of("main");
        TunnelTotals guests = registry.of("guests");
        assertThat(List.of(main.openedTotal(), main.closedTotal(), main.bytesToTargetTotal()))
                .containsExactly(1L, 0L, 1L);
        assertThat(List.of(guests.openedTotal(), guests.closedTotal(), guests.bytesToTargetTotal()))
                .containsExactly(2L, 1L, 6L);
        assertThat(guests.closed(Outcome.CLIENT_GONE)).isEqualTo(1);
        assertThat(guests.liveCount()).isEqualTo(1);
        assertThat(guests.bytesToClientTotal()).isEqualTo(60);
        assertSums(main, guests);
    }

    @Test
    void aListenerThatNobodyCameInByCountsNothing() {
        open("a", "main");

        assertThat(registry.of("guests").openedTotal()).isZero();
        assertThat(registry.of("guests").liveCount()).isZero();
    }

    @Test
    void tunnelsOfAllListenersAreListedOldestFirst() {
        List<LiveTunnel> tunnels = List.of(open("a", "main"), open("b", "guests"), open("c", "main"));

        assertThat(registry.live(10)).isEqualTo(tunnels);
        assertThat(registry.find("b")).containsSame(tunnels.get(1));
    }

    private void assertSums(TunnelTotals one, TunnelTotals other) {
        assertThat(registry.liveCount()).isEqualTo(one.liveCount() + other.liveCount());
        assertThat(registry.openedTotal()).isEqualTo(one.openedTotal() + other.openedTotal());
        assertThat(registry.closedTotal()).isEqualTo(one.closedTotal() + other.closedTotal());
        assertThat(registry.bytesToClientTotal()).isEqualTo(one.bytesToClientTotal() + other.bytesToClientTotal());
        assertThat(registry.bytesToTargetTotal()).isEqualTo(one.bytesToTargetTotal() + other.bytesToTargetTotal());
        assertThat(Outcome.values()).allSatisfy(outcome -> assertThat(registry.closed(outcome))
                .isEqualTo(one.closed(outcome) + other.closed(outcome)));
    }

    private FakeTunnel open(String id, String listener) {
        FakeTunnel tunnel = new FakeTunnel(id, listener);
        registry.opened(tunnel);
        return tunnel;
    }

    private FakeTunnel open(String id) {
        FakeTunnel tunnel = new FakeTunnel(id);
        registry.opened(tunnel);
        return tunnel;
    }
}
