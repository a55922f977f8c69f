package adit.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How one process of an instance takes the place of another without a moment in which nobody is served. The new one binds
 * beside the old one. Then the script writes it into the PID file, which says who the instance is, and sends the old one
 * SIGTERM. That one finds itself replaced, gives up what only one process can have, says so in its ready file, and drains.
 *
 * <p>Safe for use by any thread.
 */
final class Succession {
    private static final Logger LOG = LogManager.getLogger(Succession.class);

    private static final String PID_FILE = "adit.pid";
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Optional<Path> readyFile;
    private final Optional<ProcessHandle> predecessor;
    private final List<Runnable> takers = new CopyOnWriteArrayList<>();
    private final List<Runnable> releases = new CopyOnWriteArrayList<>();

    /**
     * @param readyFile of this process; empty where it has no PID file either, and so is never replaced
     * @param predecessor whose place it takes; empty for one that simply starts
     */
    Succession(Optional<Path> readyFile, Optional<ProcessHandle> predecessor) {
        this.readyFile = readyFile;
        this.predecessor = predecessor;
    }

    /** Of a process that neither follows another nor is replaced. */
    static Succession none() {
        return new Succession(Optional.empty(), Optional.empty());
    }

    /** Whether the predecessor, and no other process, listens on the address. */
    boolean mayShare(InetSocketAddress address) {
        return predecessor.isPresent()
                && ListeningSockets.areHeldBy(predecessor.get().pid(), address);
    }

    /** Whether nobody has to give up anything first. */
    boolean isAlone() {
        return predecessor.isEmpty();
    }

    /**
     * Has something done that only one process can do: now, or, where there is a predecessor, once it has given that up.
     *
     * @param taker must not fail the start: it is too late for that
     */
    void whenAlone(Runnable taker) {
        if (isAlone()) {
            taker.run();
        } else {
            takers.add(taker);
        }
    }

    /** Has something given up when another process takes over, before that one needs it. In the order of the calls. */
    void onHandOver(Runnable release) {
        releases.add(release);
    }

    /** To be called once the process serves. Waits on a thread of the executor for the predecessor, a minute at most. */
    void follow(Executor threads) {
        predecessor.ifPresent(process -> threads.execute(() -> {
            long looks = PATIENCE_MILLIS / LOOK_MILLIS;
            while (process.isAlive() && !hasReleased(process) && looks-- > 0) {
                pause();
            }
            if (looks < 0) {
                LOG.warn("pid {} has not handed over in time", process.pid());
            }
            takers.forEach(taker -> run(taker, "What was handed over could not be taken"));
        }));
    }

    private boolean hasReleased(ProcessHandle process) {
        try {
            return Files.readAllLines(sibling(ReadyFile.name(process.pid()))).contains(ReadyFile.RELEASED);
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another process, which lives, is in the PID file. */
    boolean isReplaced() {
        if (readyFile.isEmpty()) {
            return false;
        }
        try {
            long pid = Long.parseLong(Files.readString(sibling(PID_FILE)).split("\\s", 2)[0]);
            return pid != ProcessHandle.current().pid()
                    && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private Path sibling(String name) {
        return readyFile.orElseThrow().resolveSibling(name);
    }

    /** Gives up what only one process can have. What cannot be given up is in the log. */
    void handOver() {
        releases.forEach(release -> run(release, "Something was not given up for the next process"));
    }

    private static void run(Runnable step, String failure) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error(failure, e);
        }
    }
}
