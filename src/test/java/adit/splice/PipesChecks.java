package adit.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipes between real sockets. It takes a newer Java than that of the build, as {@code NewerJavaTest} has it. */
class PipesChecks {
    private static final byte[] TEXT = "all that glitters".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Pipes pipes = new Pipes(2);
    private final List<SocketChannel> open = new ArrayList<>();
    private SocketChannel sender;
    private SocketChannel from;
    private SocketChannel to;
    private SocketChannel receiver;

    @BeforeEach
    void connect() throws IOException {
        sender = pair();
        from = open.get(1);
        to = pair();
        receiver = open.get(3);
    }

    private SocketChannel pair() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel one = SocketChannel.open(listener.getLocalAddress());
            SocketChannel other = listener.accept();
            other.configureBlocking(false);
            one.configureBlocking(open.isEmpty());
            open.add(one);
            open.add(other);
            return one;
        }
    }

    @AfterEach
    void closeAll() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        pipes.close();
        assertThat(pipes.open()).isZero();
    }

    @Test
    void bytesGoFromOneSocketToTheOther() throws Exception {
        Pipe pipe = pipes.take();
        send();
        assertThat(fill(pipe)).isEqualTo(TEXT.length);
        assertThat(pipe.content()).isEqualTo(TEXT.length);
        assertThat(pipe.drain(to)).isEqualTo(TEXT.length);
        assertThat(pipe.content()).isZero();
        pipes.give(pipe);
        receiver.configureBlocking(true);
        ByteBuffer received = ByteBuffer.allocate(TEXT.length);
        while (received.hasRemaining()) {
            assertThat(receiver.read(received)).isPositive();
        }
        assertThat(received.array()).isEqualTo(TEXT);
    }

    @Test
    void whatAPipeHoldsCanBeCopied() throws Exception {
        Pipe pipe = pipes.take();
        send();
        fill(pipe);
        ByteBuffer copy = ByteBuffer.allocateDirect(100).position(3);
        pipe.copy(copy);
        assertThat(pipe.content()).isZero();
        byte[] copied = new byte[TEXT.length];
        copy.flip().position(3).get(copied);
        assertThat(copied).isEqualTo(TEXT);
        pipes.give(pipe);
    }

    @Test
    void aPipeTakesNoMoreThanItIsToldTo() throws Exception {
        Pipe pipe = pipes.take();
        send();
        assertThat(pipe.fill(from, 3)).isEqualTo(3);
        pipes.give(pipe);
    }

    @Test
    void aSocketWithoutBytesGivesNone() throws Exception {
        Pipe pipe = pipes.take();
        assertThat(pipe.fill(from, 100)).isEqualTo(-1);
        assertThat(pipe.content()).isZero();
        pipes.give(pipe);
    }

    @Test
    void theEndOfAStreamIsZero() throws Exception {
        Pipe pipe = pipes.take();
        sender.shutdownOutput();
        assertThat(fill(pipe)).isZero();
        pipes.give(pipe);
    }

    @Test
    void aResetIsAFailureOnceAsInARead() throws Exception {
        Pipe pipe = pipes.take();
        sender.setOption(StandardSocketOptions.SO_LINGER, 0);
        sender.close();
        assertThatThrownBy(() -> fill(pipe)).isInstanceOf(IOException.class).hasMessage("Connection reset");
        pipes.give(pipe);
    }

    @Test
    void aSocketThatIsFullTakesNothing() throws Exception {
        Pipe pipe = pipes.take();
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 16);
        while (to.write(block.clear()) > 0) {}
        send();
        fill(pipe);
        assertThat(pipe.drain(to)).isEqualTo(-1);
        assertThat(pipe.content()).isEqualTo(TEXT.length);
        pipes.give(pipe);
        assertThat(pipes.open()).as("one that is not empty serves nobody else").isZero();
    }

    @Test
    void aReceiverThatIsGoneIsAFailure() throws Exception {
        Pipe pipe = pipes.take();
        send();
        fill(pipe);
        to.shutdownOutput();
        assertThatThrownBy(() -> pipe.drain(to)).isInstanceOf(IOException.class);
        pipes.give(pipe);
    }

    @Test
    void thereAreNoMoreThanItWasSaid() {
        Pipe first = pipes.take();
        Pipe second = pipes.take();
        assertThat(pipes.take()).isNull();
        pipes.give(first);
        assertThat(pipes.take()).isSameAs(first);
        pipes.give(first);
        pipes.give(second);
        assertThat(pipes.open()).isEqualTo(2);
    }

    @Test
    void whatComesBackAfterTheEndIsClosed() {
        Pipe pipe = pipes.take();
        pipes.close();
        assertThat(pipes.open()).isEqualTo(1);
        pipes.give(pipe);
        assertThat(pipes.open()).isZero();
        assertThat(pipes.take()).isNull();
    }

    private void send() throws IOException {
        sender.write(ByteBuffer.wrap(TEXT));
    }

    /** What was sent over loopback is there at once; what ends a stream may take a moment. */
    private int fill(Pipe pipe) throws IOException {
        int count = pipe.fill(from, 1 << 16);
        while (count < 0) {
            Thread.onSpinWait();
            count = pipe.fill(from, 1 << 16);
        }
        return count;
    }
}
