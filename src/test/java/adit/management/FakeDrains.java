package adit.management;

import adit.account.DrainProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Drains by word of mouth. */
final class FakeDrains implements Drains {
    Optional<DrainProgress> progress = Optional.empty();
    Optional<Duration> asked = Optional.empty();
    Consumer<DrainProgress> finisher = end -> {};

    @Override
    public Optional<DrainProgress> progress() {
        return progress;
    }

    @Override
    public void begin(Optional<Duration> time) {
        asked = time;
        progress = Optional.of(new DrainProgress(
                Instant.EPOCH,
                3,
                Duration.ofSeconds(70),
                1_500,
                Duration.ofSeconds(20),
                time.orElse(Duration.ofSeconds(30))));
    }

    @Override
    public void cancel() throws IOException {
        if (progress.isEmpty()) {
            throw new IOException("the proxy does not drain");
        }
        progress = Optional.empty();
    }

    @Override
    public void whenFinished(Consumer<DrainProgress> told) {
        finisher = told;
    }
}
