package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.DrainProgress;
import adit.config.Location;
import adit.config.Problem;
import adit.config.Reload;
import adit.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
    @TempDir
    Path directory;

    private final Signals signals = new Signals();
    private Settings settings;
    private Path readyFile;
    private final Queue<Reload> reloads = new ArrayDeque<>();

    /** How many stops are cancelled. */
    private final AtomicInteger cancellations = new AtomicInteger();

    private final AtomicInteger handOvers = new AtomicInteger();
    private volatile Consumer<Optional<DrainProgress>> watcher;

    @BeforeEach
    void load() throws StartupException {
        settings = Wiring.load(Optional.empty(), Map.of());
        readyFile = directory.resolve("adit.ready");
    }

    @Test
    void theReadyFileIsThereForAsLongAsItServes() throws Exception {
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> {});
        assertThat(readyFile)
                .content()
                .isEqualTo(
                        "pid " + ProcessHandle.current().pid() + "\ndrain "
                                + settings.drainTimeout().toSeconds()
                                + "\nconfiguration built-in defaults\nlistener http 127.0.0.1:4711\nreload 0 ok\ncancelled 0\n");
        signals.received("TERM");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(readyFile).doesNotExist();
    }

    @Test
    void aHangUpReloadsAndTheReadyFileTellsWhatCameOfIt() throws Exception {
        Problem problem = new Problem(new Location("adit.yaml", 3, 5), "limits", "found nothing");
        Reload good = new Reload(2, Instant.EPOCH, List.of("limits"), List.of(), List.of(), List.of());
        Reload bad = new Reload(2, Instant.EPOCH, List.of(), List.of(), List.of(), List.of(problem));
        reloads.addAll(List.of(good, bad, good));
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> {});
        signals.received("HUP");
        assertThat(readyFile)
                .content()
                .endsWith("\nreload 1 ok\nmessage generation 2 in force; changed: limits\ncancelled 0\n");
        signals.received("HUP");
        assertThat(readyFile)
                .content()
                .endsWith("\nreload 2 refused\nmessage refused; generation 2 stays in force:\nmessage " + problem
                        + "\ncancelled 0\n");
        assertThat(exit).isNotDone();
        signals.received("TERM");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        signals.received("HUP");
        assertThat(readyFile).doesNotExist();
    }

    @Test
    void theServerIsGivenTheConfiguredTimeToDrain() throws Exception {
        CompletableFuture<Duration> given = new CompletableFuture<>();
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> given.complete(drain));
        signals.received("INT");
        assertThat(given.get(30, TimeUnit.SECONDS)).isEqualTo(settings.drainTimeout());
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
    }

    @Test
    void aSecondSignalDoesNotWaitForTheDrain() throws Exception {
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> hurry.join());
        signals.received("TERM");
        signals.received("INT");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
    }

    @Test
    void aStopThatIsCancelledIsToldOfAndTheNextOneCounts() throws Exception {
        cancellations.set(1);
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> {});
        signals.received("TERM");
        await().until(() -> Files.readString(readyFile).endsWith("\ncancelled 1\n"));
        assertThat(exit).isNotDone();
        signals.received("TERM");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(handOvers).hasValue(0);
    }

    @Test
    void theReadyFileTellsHowFarADrainIs() throws Exception {
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> {});
        DrainProgress progress = new DrainProgress(
                Instant.EPOCH, 2, Duration.ofSeconds(70), 1500, Duration.ofSeconds(9), Duration.ofSeconds(20));
        watcher.accept(Optional.of(progress));
        assertThat(readyFile)
                .content()
                .contains(
                        "\ndraining 2 tunnels left, the oldest 1 min 10 s old, 1.5 kB/s; about 9 s more, at most 20 s\n");
        watcher.accept(Optional.empty());
        assertThat(readyFile).content().doesNotContain("draining");
        signals.received("TERM");
        exit.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoFindsAnotherProcessInThePidFileHandsOver() throws Exception {
        CompletableFuture<String> atTheEnd = new CompletableFuture<>();
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> atTheEnd.complete(content(readyFile)));
        Process successor = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(directory.resolve("adit.pid"), successor.pid() + " 12345\n");
            signals.received("TERM");
            assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        } finally {
            successor.destroyForcibly();
        }
        assertThat(handOvers).hasValue(1);
        assertThat(atTheEnd.get()).contains("\nreleased\n");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatFailsToStopIsReported() throws Exception {
        CompletableFuture<ExitCode> exit = serve((drain, hurry) -> {
            throw new IllegalStateException("a test's failure to stop");
        });
        signals.received("TERM");
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        assertThat(readyFile).doesNotExist();
    }

    /** Returns when the ready file is written. */
    private CompletableFuture<ExitCode> serve(BiConsumer<Duration, CompletableFuture<?>> onStop) {
        Succession succession = new Succession(Optional.of(readyFile), Optional.empty());
        ServerProcess process = new ServerProcess(
                signals,
                new RunningServer() {
                    @Override
                    public Settings settings() {
                        return settings;
                    }

                    @Override
                    public List<InetSocketAddress> addresses() {
                        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711));
                    }

                    @Override
                    public Reload reload() {
                        return reloads.remove();
                    }

                    @Override
                    public void watchDrain(Consumer<Optional<DrainProgress>> told) {
                        watcher = told;
                    }

                    @Override
                    public void handOver() {
                        handOvers.incrementAndGet();
                    }

                    @Override
                    public boolean stop(Duration drain, CompletableFuture<?> hurry) {
                        onStop.accept(drain, hurry);
                        return cancellations.getAndDecrement() <= 0;
                    }
                },
                succession);
        CompletableFuture<ExitCode> exit =
                CompletableFuture.supplyAsync(() -> serve(process), task -> new Thread(task).start());
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(readyFile));
        return exit;
    }

    private ExitCode serve(ServerProcess process) {
        try {
            return process.serve(Optional.of(readyFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
