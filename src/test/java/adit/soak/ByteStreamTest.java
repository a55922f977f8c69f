package adit.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.soak.ByteStream.CorruptedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteStreamTest {
    private static final int LENGTH = 200_000;
    private static final ByteStream STREAM = new ByteStream(7, LENGTH);

    private static byte[] sent() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(STREAM.first(70_000));
        STREAM.sendTo(out, 70_000);
        return out.toByteArray();
    }

    private static void receive(byte[] bytes) throws IOException {
        STREAM.receiveAllFrom(new ByteArrayInputStream(bytes));
    }

    @Test
    void whatIsSentInPartsIsReceivedWhole() throws IOException {
        receive(sent());
        assertThat(sent()).hasSize(LENGTH);
    }

    @Test
    void aLostByteIsSeen() throws IOException {
        byte[] bytes = sent();
        System.arraycopy(bytes, 100_001, bytes, 100_000, LENGTH - 100_001);
        assertThatThrownBy(() -> receive(bytes)).isInstanceOf(CorruptedException.class);
    }

    @Test
    void blocksInAnotherOrderAreSeen() throws IOException {
        byte[] bytes = sent();
        byte[] block = Arrays.copyOf(bytes, 65_536);
        System.arraycopy(bytes, 65_536, bytes, 0, 65_536);
        System.arraycopy(block, 0, bytes, 65_536, 65_536);
        assertThatThrownBy(() -> receive(bytes)).isInstanceOf(CorruptedException.class);
    }

    @Test
    void anEarlyEndIsSeen() throws IOException {
        byte[] bytes = Arrays.copyOf(sent(), LENGTH - 1);
        assertThatThrownBy(() -> receive(bytes)).isInstanceOf(EOFException.class);
    }

    @Test
    void aByteTooManyIsSeen() throws IOException {
        byte[] bytes = Arrays.copyOf(sent(), LENGTH + 1);
        assertThatThrownBy(() -> receive(bytes)).isInstanceOf(CorruptedException.class);
    }
}
