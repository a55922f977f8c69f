package adit.splice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A pipe of the kernel, by which bytes get from one socket to another without being copied. For use by one thread. */
public final class Pipe {
    /** How many bytes one holds at most. Beyond, a gigabyte costs no less. */
    static final int SIZE = 512 * 1024;

    /** One that the system keeps smaller, as it does for users that have many, is not worth its calls. */
    private static final int LEAST = 64 * 1024;

    private final SystemCalls calls;
    private final int output;
    private final int input;
    private int content;

    private Pipe(SystemCalls calls, int output, int input) {
        this.calls = calls;
        this.output = output;
        this.input = input;
    }

    /** Empty where the system gives none, or none that is worth while. */
    static Optional<Pipe> open(SystemCalls calls) {
        ByteBuffer ends = ByteBuffer.allocateDirect(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        if (!SystemCalls.pipe(ends)) {
            return Optional.empty();
        }
        Pipe pipe = new Pipe(calls, ends.getInt(0), ends.getInt(Integer.BYTES));
        if (SystemCalls.resize(pipe.input, SIZE) < LEAST) {
            pipe.close();
            return Optional.empty();
        }
        return Optional.of(pipe);
    }

    /**
     * Takes in what a socket has received. The pipe is to be empty.
     *
     * @param most at least 1
     * @return how many bytes; 0 at the end of the stream; -1 where there are none now, or only a read has them
     * @throws IOException where the socket has failed
     */
    public int fill(SocketChannel from, int most) throws IOException {
        int moved = calls.splice(SystemCalls.descriptor(from), input, most);
        content = Math.max(0, moved);
        return moved;
    }

    /**
     * Sends what it holds. The pipe is not to be empty.
     *
     * @return how many bytes; -1 where the socket takes none now, or only by a write
     * @throws IOException where the socket has failed
     */
    public int drain(SocketChannel to) throws IOException {
        int moved = calls.splice(output, SystemCalls.descriptor(to), content);
        content -= Math.max(0, moved);
        return moved;
    }

    /**
     * Copies what it holds.
     *
     * @param into direct, with room for all of it
     * @throws IOException where the system does not give it away
     */
    public void copy(ByteBuffer into) throws IOException {
        while (content > 0) {
            int count = SystemCalls.read(output, into);
            if (count <= 0) {
                throw new IOException("a pipe was not read");
            }
            into.position(into.position() + count);
            content -= count;
        }
    }

    /** How many bytes it holds. */
    public int content() {
        return content;
    }

    void close() {
        SystemCalls.close(input);
        SystemCalls.close(output);
    }
}
