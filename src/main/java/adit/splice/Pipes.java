package adit.splice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pipes of one I/O thread. A tunnel has one for as long as its bytes are in it; most of the time that is within a single
 * step, so that a few serve all. For use by one thread, but for {@link #open()}.
 */
public final class Pipes implements AutoCloseable {
    /** After the system gave none, so often it is not asked again. */
    private static final int PATIENCE = 10_000;

    private final Deque<Pipe> spare = new ArrayDeque<>();

    /** Written by the one thread alone. */
    private final AtomicInteger open = new AtomicInteger();

    private final SystemCalls calls = new SystemCalls();
    private int most;
    private int patience;

    /** @param most most pipes at once, each of two descriptors */
    public Pipes(int most) {
        this.most = most;
    }

    /** An empty pipe; null where there is none to be had. */
    public Pipe take() {
        Pipe pipe = spare.poll();
        return pipe == null ? another().orElse(null) : pipe;
    }

    private Optional<Pipe> another() {
        if (open() >= most || patience-- > 0) {
            return Optional.empty();
        }
        Optional<Pipe> pipe = Pipe.open(calls);
        if (pipe.isPresent()) {
            open.setOpaque(open() + 1);
        }
        patience = pipe.isPresent() ? 0 : PATIENCE;
        return pipe;
    }

    /** Takes a pipe back. What is still in it is lost. */
    public void give(Pipe pipe) {
        if (pipe.content() == 0 && open() <= most) {
            spare.push(pipe);
        } else {
            pipe.close();
            open.setOpaque(open() - 1);
        }
    }

    /** How many there are, taken or spare. From any thread. */
    public int open() {
        return open.getOpaque();
    }

    /** Closes the spare ones; those that are taken are closed when they come back, and there will be no others. */
    @Override
    public void close() {
        most = 0;
        while (!spare.isEmpty()) {
            give(spare.poll());
        }
    }
}
