package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayBuffersTest {
    private final RelayBuffers buffers = new RelayBuffers();

    @Test
    void theLargestUnfinishedRecordTakesNoLargeBuffer() {
        ByteBuffer kept = buffers.keep(ByteBuffer.allocate(TlsEngine.MAX_RECORD));
        assertThat(kept.remaining()).isEqualTo(TlsEngine.MAX_RECORD);
        assertThat(buffers.held()).isLessThan(2 * RelayBuffers.SMALL);
    }

    @Test
    void pastTheBudgetAByteTakesLittleMoreThanAByte() {
        List<ByteBuffer> kept = new ArrayList<>();
        while (buffers.held() < RelayBuffers.BUDGET) {
            kept.add(buffers.keep(ByteBuffer.allocate(RelayBuffers.LARGE)));
        }
        long before = buffers.held();
        for (int i = 0; i < 1000; i++) {
            kept.add(buffers.keep(ByteBuffer.allocate(1)));
        }
        assertThat(buffers.held() - before).isLessThan(1000 * 1024);
        kept.forEach(buffers::release);
        assertThat(buffers.held()).isZero();
    }
}
