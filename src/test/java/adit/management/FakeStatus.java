package adit.management;

import adit.account.LiveListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A program that runs for an hour and a half. */
final class FakeStatus implements ServerStatus {
    final FakeListener listener = new FakeListener();
    final FakeDrains drains = new FakeDrains();
    Optional<Path> file = Optional.empty();

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public State state() {
        return State.RUNNING;
    }

    @Override
    public Instant startedAt() {
        return Instant.parse("2026-11-23T05:13:50.123Z");
    }

    @Override
    public Duration uptime() {
        return Duration.ofMinutes(90);
    }

    @Override
    public List<String> listenAddresses() {
        return List.of("main http 127.0.0.1:8080");
    }

    @Override
    public List<LiveListener> listeners() {
        return List.of(listener);
    }

    @Override
    public Drains drains() {
        return drains;
    }

    @Override
    public Optional<Path> configurationFile() {
        return file;
    }
}
