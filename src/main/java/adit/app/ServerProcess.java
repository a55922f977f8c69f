package adit.app;

import adit.config.ListenAddress;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.config.Settings.Listener;
import adit.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The life of the process that serves: bind, say so, wait for a signal, drain, leave. */
final class ServerProcess {
    private static final Logger LOG = LogManager.getLogger(ServerProcess.class);

    /** What the server may take beyond the drain, or after the second signal, before the process leaves without it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Signals signals;
    private final RunningServer server;
    private final Succession succession;

    ServerProcess(Signals signals, RunningServer server, Succession succession) {
        this.signals = signals;
        this.server = server;
        this.succession = succession;
    }

    /**
     * Serves until a signal; the calling thread waits. The log is closed when it returns.
     *
     * @param predecessor the process whose place this one takes
     */
    static ExitCode run(LiveSettings settings, Optional<Path> readyFile, Optional<ProcessHandle> predecessor)
            throws StartupException {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, error) -> LOG.error("uncaught in thread {}", thread.getName(), error));
        try {
            Signals signals = Signals.install();
            Succession succession = new Succession(readyFile, predecessor);
            succession.onHandOver(LogFiles::setAside);
            ServerProcess process = new ServerProcess(signals, Wiring.start(settings, succession), succession);
            return process.serve(readyFile);
        } catch (IOException e) {
            throw new StartupException(ExitCode.FAILED, "cannot write the ready file: " + e);
        } catch (RuntimeException | Error e) {
            LOG.fatal("internal error", e);
            throw new StartupException(ExitCode.FAILED, "internal error, told in the application log: " + e);
        } finally {
            LogManager.shutdown();
        }
    }

    ExitCode serve(Optional<Path> path) throws IOException {
        Settings settings = server.settings();
        String configuration = settings.file()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .orElse("built-in defaults");
        List<String> listeners = listeners(settings.listeners());
        LOG.info("Adit {} runs: {}", Main.version(), configuration);
        LOG.info("entries of block lists: {}", entries(settings));
        List<String> warnings = settings.warnings(WallClock.SYSTEM.now());
        warnings.forEach(LOG::warn);
        listeners.forEach(listener -> LOG.info("listening: {}", listener));
        List<String> facts = new ArrayList<>(List.of("configuration " + configuration));
        listeners.forEach(listener -> facts.add("listener " + listener));
        server.adminAddress().map(ListenAddress::text).ifPresent(admin -> {
            LOG.info("admin address: {}", admin);
            facts.add("admin " + admin);
        });
        warnings.forEach(warning -> facts.add("warning " + warning));
        try (ReadyFile readyFile = new ReadyFile(path, facts)) {
            signals.onHangUp(() -> reload(readyFile));
            server.watchDrain(progress -> tell(() -> readyFile.drains(progress, drainTimeout())));
            readyFile.write(settings.drainTimeout());
            succession.follow(Threads.starting(Threads.named("adit-succession")));
            return untilStopped(readyFile);
        }
    }

    private ExitCode untilStopped(ReadyFile readyFile) {
        while (true) {
            String signal = signals.first().join();
            tell(() -> readyFile.write(drainTimeout()));
            if (succession.isReplaced()) {
                LOG.info("SIG{}: another process takes over", signal);
                succession.handOver();
                tell(() -> readyFile.released(drainTimeout()));
                server.handOver();
            }
            Optional<ExitCode> code = stop(signal, drainTimeout());
            if (code.isPresent()) {
                return code.get();
            }
            // Before anybody is told: who asks for another stop then must be heard.
            signals.forget();
            tell(() -> readyFile.cancelled(drainTimeout()));
        }
    }

    private Duration drainTimeout() {
        return server.settings().drainTimeout();
    }

    /** Who waits for the file is told less where it cannot be written; the tunnels must not suffer for it. */
    private static void tell(FileAction action) {
        try {
            action.run();
        } catch (IOException e) {
            LOG.error("cannot write the ready file", e);
        }
    }

    @FunctionalInterface
    private interface FileAction {
        void run() throws IOException;
    }

    private void reload(ReadyFile readyFile) {
        Reload reload = server.reload();
        LOG.log(reload.isClean() ? Level.INFO : Level.WARN, "SIGHUP: {}", reload.message());
        tell(() -> readyFile.answer(reload, drainTimeout()));
    }

    private static int entries(Settings settings) {
        return settings.policies().values().stream()
                .mapToInt(policy -> policy.blocked().size())
                .sum();
    }

    private List<String> listeners(List<Listener> configured) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < configured.size(); i++) {
            String mode = configured.get(i).mode().name().toLowerCase(Locale.ROOT);
            lines.add(mode + " " + ListenAddress.text(server.addresses().get(i)));
        }
        return lines;
    }

    /** Empty where the stop is cancelled. */
    private Optional<ExitCode> stop(String signal, Duration drain) {
        LOG.info("SIG{}: open tunnels have {} s to end", signal, drain.toSeconds());
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(
                () -> server.stop(drain, signals.second()), task -> new Thread(task, "adit-stop").start());
        try {
            CompletableFuture.anyOf(stopped, signals.second())
                    .completeOnTimeout(null, drain.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
            if (!stopped.get(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            LOG.info("stopped");
            return Optional.of(ExitCode.OK);
        } catch (TimeoutException | InterruptedException e) {
            LOG.warn("the server did not stop in time");
        } catch (ExecutionException e) {
            LOG.error("the server did not stop cleanly", e.getCause());
        }
        LOG.info("stopped by force");
        return Optional.of(ExitCode.FAILED);
    }
}
