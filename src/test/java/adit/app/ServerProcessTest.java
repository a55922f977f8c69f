package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.BiConsumer;
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
                .isEqualTo("pid " + ProcessHandle.current().pid() + "\ndrain "
                        + settings.drainTimeout().toSeconds()
                        + "\nconfiguration built-in defaults\nlistener http 127.0.0.1:4711\nreload 0 ok\n");
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
        assertThat(readyFile).content().endsWith("\nreload 1 ok\nmessage generation 2 in force; changed: limits\n");
        signals.received("HUP");
        assertThat(readyFile)
                .content()
                .endsWith(
                        "\nreload 2 refused\nmessage refused; generation 2 stays in force:\nmessage " + problem + "\n");
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
        ServerProcess process = new ServerProcess(signals, new RunningServer() {
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
            public void stop(Duration drain, CompletableFuture<?> hurry) {
                onStop.accept(drain, hurry);
            }
        });
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
