package adit.app;

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
 * Tells whoever started the process that it listens, where, and what came of the last SIGHUP. It is there, whole, from
 * the moment all listeners are bound until the process begins to exit. Its lines:
 *
 * <pre>
 * pid 4711
 * drain 30                     seconds that a stop may take
 * configuration /x/adit.yaml
 * listener http 127.0.0.1:8080 one line for each
 * warning ...                  one line for each
 * reload 1 ok                  how many there were; ok or refused
 * message generation 2 ...     lines of the last one's result
 * </pre>
 *
 * <p>Safe for use by any thread.
 */
final class ReadyFile implements AutoCloseable {
    private final Optional<Path> path;
    private final List<String> facts;
    private final List<String> answer = new ArrayList<>(List.of("reload 0 ok"));
    private int reloads;
    private boolean closed;

    /**
     * @param path empty where nobody waits: then nothing is written
     * @param facts the lines that never change
     */
    ReadyFile(Optional<Path> path, List<String> facts) {
        this.path = path;
        this.facts = List.copyOf(facts);
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

    /** Takes the file away. Where that fails it stays, and names a process that is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        path.map(Path::toFile).ifPresent(File::delete);
    }
}
