package adit.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The moments at which a tunnel may close while a reader sums up, played one by one. */
class ByteTotalTest {
    private final Live live = new Live();
    private final ByteTotal<Long> total = new ByteTotal<>(live, bytes -> bytes);

    @Test
    void aTunnelThatClosesBeforeTheReaderComesToItIsNotTakenBack() {
        live.tunnels.add(100L);
        assertThat(total.get()).isEqualTo(100);

        live.beforeLook = this::closeFirst;

        assertThat(total.get()).isEqualTo(100);
        assertThat(total.get()).isEqualTo(100);
    }

    @Test
    void aTunnelThatClosesAfterTheReaderWasThereCountsOnce() {
        live.tunnels.add(100L);

        live.afterLook = this::closeFirst;

        assertThat(total.get()).isEqualTo(100);
        assertThat(total.get()).isEqualTo(100);
    }

    @Test
    void whatWasMissedIsMadeUpForByTheNextReader() {
        live.tunnels.add(100L);
        live.tunnels.add(20L);
        live.beforeLook = this::closeFirst;
        assertThat(total.get()).isEqualTo(20);

        assertThat(total.get()).isEqualTo(120);
    }

    private void closeFirst() {
        total.addClosed(live.tunnels.remove(0));
    }

    /** Live tunnels of which one may close just before or just after a reader has looked at them. */
    private static final class Live extends AbstractCollection<Long> {
        private final List<Long> tunnels = new ArrayList<>();
        private Runnable beforeLook = () -> {};
        private Runnable afterLook = () -> {};

        @Override
        public Iterator<Long> iterator() {
            Runnable before = beforeLook;
            Runnable after = afterLook;
            beforeLook = () -> {};
            afterLook = () -> {};
            before.run();
            List<Long> seen = List.copyOf(tunnels);
            after.run();
            return seen.iterator();
        }

        @Override
        public int size() {
            return tunnels.size();
        }
    }
}
