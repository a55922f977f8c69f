package adit.app;

import adit.account.DrainProgress;
import adit.config.Reload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whoever started the process that it listens, where, what came of the last SIGHUP, and how far a drain is. It is
 * there, whole, from the moment all listeners are bound until the process begins to exit. Its lines:
 *
 * <pre>
 * pid 4711
 * drain 30                     seconds that a stop may take
 * configuration /x/adit.yaml
 * listener http 127.0.0.1:8080 one line for each
 * admin 127.0.0.1:8081         where there is an admin address
 * warning ...                  one line for each
 * reload 1 ok                  how many there were; ok or refused
 * message generation 2 ...     lines of the last one's result
 * draining 3 tunnels left ...  while it drains
 * released                     what only one process can have is free for the next one
 * cancelled 1                  how many stops were cancelled
 * </pre>
 *
 * <p>Safe for use by any thread.
 */
final class ReadyFile implements AutoCloseable {
    /** The line of a process that has handed over. */
    static final String RELEASED = "released";

    private final Optional<Path> path;
    private final List<String> facts;
    private final List<String> answer = new ArrayList<>(List.of("reload 0 ok"));
    private Optional<DrainProgress> progress = Optional.empty();
    private int reloads;
    private int cancelled;
    private boolean released;
    private boolean closed;

    /**
     * @param path empty where nobody waits: then nothing is written
     * @param facts the lines that never change
     */
    ReadyFile(Optional<Path> path, List<String> facts) {
        this.path = path;
        this.facts = List.copyOf(facts);
    }

    /** What the ready file of a process is called. */
    static String name(long pid) {
        return "adit." + pid + ".ready";
    }

    synchronized void write(Duration drain) throws IOException {
        if (path.isEmpty() || closed) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("pid " + ProcessHandle.current().pid());
        lines.add("drain " + drain.toSeconds());
        lines.addAll(facts);
        lines.addAll(answer);
        progress.ifPresent(now -> lines.add("draining " + now));
        if (released) {
            lines.add(RELEASED);
        }
        lines.add("cancelled " + cancelled);
        // A reader must never see half of it.
        Path draft = path.get().resolveSibling(path.get().getFileName() + ".new");
        Files.write(draft, lines);
        Files.move(draft, path.get(), StandardCopyOption.ATOMIC_MOVE);
    }

    synchronized void answer(Reload reload, Duration drain) throws IOException {
        reloads++;
        answer.clear();
        answer.add("reload " + reloads + (reload.succeeded() ? " ok" : " refused"));
        reload.message().lines().forEach(line -> answer.add("message " + line));
        write(drain);
    }

    synchronized void drains(Optional<DrainProgress> now, Duration drain) throws IOException {
        progress = now;
        write(drain);
    }

    synchronized void released(Duration drain) throws IOException {
        released = true;
        write(drain);
    }

    synchronized void cancelled(Duration drain) throws IOException {
        cancelled++;
        write(drain);
    }

    /** Takes the file away. Where that fails it stays, and names a process that is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        path.map(Path::toFile).ifPresent(File::delete);
    }
}
