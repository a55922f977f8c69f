package adit.management;

import adit.account.Bound;
import adit.account.LiveServer;
import adit.account.LiveThread;
import adit.account.RelayStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server of one I/O thread, which is as a test has it. */
final class FakeServer implements LiveServer, LiveThread {
    volatile long busyNanos;
    final List<Bound> bounds = new ArrayList<>(List.of(new Bound("limits.max_connections", 100, 3)));

    @Override
    public List<LiveThread> threads() {
        return List.of(this);
    }

    @Override
    public List<Bound> bounds() {
        return bounds;
    }

    @Override
    public Bound connections() {
        return bounds.get(0);
    }

    @Override
    public RelayStatus relay() {
        return new RelayStatus(true, "for a reason", 8, 2, 123_456);
    }

    @Override
    public String name() {
        return "io-1";
    }

    @Override
    public CompletableFuture<Void> answer() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void sample() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int loadPercent() {
        return 42;
    }

    @Override
    public long lagNanos() {
        return 1_500_999;
    }

    @Override
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public long tunnels() {
        return 5;
    }

    @Override
    public long parkedBytes() {
        return 65_536;
    }

    @Override
    public Optional<StackTraceElement> position() {
        return Optional.of(new StackTraceElement("adit.Slow", "work", "Slow.java", 7));
    }
}
