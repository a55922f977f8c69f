package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayBuffersTest {
    private static final long BUDGET = 16 << 20;
    private static final int CONNECTIONS = 4000;

    private final RelayBuffers buffers = new RelayBuffers(() -> CONNECTIONS);

    @BeforeEach
    void resize() {
        buffers.resize(BUDGET);
    }

    @Test
    void theLargestUnfinishedRecordTakesNoLargeBuffer() {
        ByteBuffer kept = buffers.keep(ByteBuffer.allocate(TlsEngine.MAX_RECORD));
        assertThat(kept.remaining()).isEqualTo(TlsEngine.MAX_RECORD);
        assertThat(buffers.held()).isLessThan(2 * RelayBuffers.SMALL);
    }

    @Test
    void pastHalfOfTheBudgetAByteTakesLittleMoreThanAByte() {
        List<ByteBuffer> kept = new ArrayList<>();
        while (buffers.bound(RelayBuffers.LARGE, 0, false) == RelayBuffers.LARGE) {
            kept.add(buffers.keep(ByteBuffer.allocate(RelayBuffers.LARGE)));
        }
        assertThat(buffers.held()).isLessThan(BUDGET / 2);
        long before = buffers.held();
        for (int i = 0; i < 1000; i++) {
            kept.add(buffers.keep(ByteBuffer.allocate(1)));
        }
        assertThat(buffers.held() - before).isLessThan(1000 * 1024);
        kept.forEach(buffers::release);
        assertThat(buffers.held()).isZero();
    }

    @Test
    void whateverGetsStuckTheBudgetHoldsAndThereIsSomethingForTheNext() {
        for (int i = 0; i < CONNECTIONS; i++) {
            int room = buffers.bound(RelayBuffers.LARGE, 0, false);
            assertThat(room).as("read %d", i).isPositive();
            buffers.park(buffers.shared(room));
            assertThat(buffers.held()).isLessThanOrEqualTo(BUDGET);
        }
    }

    @Test
    void whereNothingIsLeftNothingIsRead() {
        while (buffers.bound(RelayBuffers.LARGE, 0, false) > 0) {
            buffers.park(buffers.shared(buffers.bound(RelayBuffers.LARGE, 0, false)));
        }
        assertThat(buffers.held()).isBetween(BUDGET - 4 * 1024, BUDGET);
    }

    @Test
    void whoHasParkedMostIsReadNoMoreBeforeTheOthersAre() {
        while (buffers.bound(RelayBuffers.LARGE, 0, true) > 0) {
            buffers.park(buffers.shared(buffers.bound(RelayBuffers.LARGE, 0, true)));
        }
        assertThat(buffers.bound(RelayBuffers.LARGE, 0, false)).isPositive();
        assertThat(buffers.held()).isLessThan(BUDGET * 3 / 4 + RelayBuffers.SMALL);
    }

    @Test
    void aRecordIsReadOnlyWhereAllOfItHasRoom() {
        while (buffers.bound(RelayBuffers.LARGE, TlsEngine.MAX_RECORD, false) > 0) {
            buffers.park(buffers.shared(buffers.bound(RelayBuffers.LARGE, TlsEngine.MAX_RECORD, false)));
        }
        assertThat(buffers.held()).isLessThan(BUDGET - TlsEngine.MAX_RECORD);
    }
}
