package adit.app;

import adit.account.Drain;
import adit.account.DrainProgress;
import adit.account.LiveTunnel;
import adit.account.TunnelRegistry;
import adit.management.Drains;
import adit.net.ListenException;
import adit.net.TunnelServer;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Drains the server, once or again: its listeners close, tunnels have some time to end, then they are ended. When none is
 * left the proxy waits to be stopped or to go on. Has a thread of its own for as long as a drain lasts.
 */
final class Drainer implements Drains {
    private static final Logger LOG = LogManager.getLogger(Drainer.class);

    private static final long LOOK_MILLIS = 50;
    /** Who was let in last may not be a tunnel yet: so long there must have been none, after others took the listeners. */
    private static final int LAST_LOOKS = 20;

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What the cut of the last tunnels may take: more than a refused client has to read why. */
    private static final Duration CUT = Duration.ofSeconds(3);

    private final TunnelServer server;
    private final TunnelRegistry registry;
    private final Supplier<Duration> usualTime;
    private final List<Consumer<DrainProgress>> finishers = new CopyOnWriteArrayList<>();
    private volatile Consumer<Optional<DrainProgress>> watcher = progress -> {};

    /** Null while the server takes tunnels. */
    private Drain drain;

    private Timer timer;

    /** Completed with whether no tunnel is left; if not, the server goes on. */
    private CompletableFuture<Boolean> over;

    /** When that is done tunnels may not go on at all. */
    private CompletableFuture<?> hurry;

    private long nextTold;

    /** How often in a row no tunnel was seen. */
    private int quietLooks;

    private boolean cut;

    /** Nothing leads back from here: another process has the listeners, or this one ends. */
    private boolean last;

    /** Another process has the listeners. */
    private boolean handedOver;

    /** @param usualTime how long tunnels may go on where nobody says otherwise */
    Drainer(TunnelServer server, TunnelRegistry registry, Supplier<Duration> usualTime) {
        this.server = server;
        this.registry = registry;
        this.usualTime = usualTime;
    }

    /** @param told takes how far a drain is, every second; empty when it is cancelled */
    void watch(Consumer<Optional<DrainProgress>> told) {
        watcher = told;
    }

    @Override
    public void whenFinished(Consumer<DrainProgress> told) {
        finishers.add(told);
    }

    @Override
    public synchronized Optional<DrainProgress> progress() {
        return Optional.ofNullable(drain).map(this::look);
    }

    synchronized boolean isDraining() {
        return drain != null;
    }

    private DrainProgress look(Drain current) {
        Duration oldest = registry.live(1).stream()
                .map(LiveTunnel::ageNanos)
                .map(Duration::ofNanos)
                .findFirst()
                .orElse(Duration.ZERO);
        long bytes = registry.bytesToClientTotal() + registry.bytesToTargetTotal();
        return current.look(Ticker.SYSTEM.nanos(), registry.liveCount(), oldest, bytes);
    }

    @Override
    public synchronized void begin(Optional<Duration> time) {
        Duration given = time.orElseGet(usualTime);
        if (drain == null) {
            begin(given, server::drain);
        } else if (last) {
            drain.allowAtMost(Ticker.SYSTEM.nanos(), given);
        } else {
            drain.allow(Ticker.SYSTEM.nanos(), given);
        }
        LOG.info("draining: open tunnels have {} s to end", given.toSeconds());
    }

    /** Another process takes the clients from now on; those that are in are served once more. */
    synchronized void handOver() {
        last = true;
        handedOver = true;
        if (drain == null) {
            begin(usualTime.get(), server::handOver);
        }
    }

    private void begin(Duration time, Runnable closing) {
        drain = new Drain(WallClock.SYSTEM.now(), Ticker.SYSTEM.nanos(), time);
        over = new CompletableFuture<>();
        hurry = new CompletableFuture<>();
        cut = false;
        quietLooks = 0;
        nextTold = Ticker.SYSTEM.nanos();
        closing.run();
        timer = new Timer("adit-drain", true);
        timer.schedule(new LastingTask(this::step), 0, LOOK_MILLIS);
    }

    private synchronized void step() {
        long now = Ticker.SYSTEM.nanos();
        if (drain == null || over.isDone()) {
            return;
        }
        if (hurry.isDone() && !cut) {
            drain.allowAtMost(now, Duration.ZERO);
        }
        quietLooks = registry.liveCount() > 0 ? 0 : quietLooks + 1;
        boolean left = quietLooks == 0 || (handedOver && quietLooks < LAST_LOOKS && !hurry.isDone());
        if (quietLooks == 0 && drain.isDue(now)) {
            left = !cut;
            cut();
        }
        if (!left) {
            finish();
        } else if (now - nextTold >= 0) {
            nextTold = now + TELL_NANOS;
            watcher.accept(progress());
        }
    }

    private void cut() {
        if (cut) {
            LOG.warn("tunnels that did not end: {}", registry.liveCount());
        } else {
            LOG.info("tunnels cut: {}", registry.liveCount());
            cut = true;
            server.endTunnels();
            drain.allow(Ticker.SYSTEM.nanos(), CUT);
        }
    }

    private void finish() {
        timer.cancel();
        DrainProgress end = look(drain);
        LOG.info("drained: {}", end);
        watcher.accept(Optional.of(end));
        over.complete(true);
        finishers.forEach(finisher -> finisher.accept(end));
    }

    @Override
    public synchronized void cancel() throws IOException {
        if (drain == null) {
            throw new IOException("the proxy does not drain");
        }
        if (last && over.isDone()) {
            throw new IOException("the drain is over and the proxy ends");
        }
        try {
            server.goOn();
        } catch (ListenException e) {
            throw new IOException(StartupException.cannotListen(e).getMessage() + "; the proxy drains on", e);
        }
        timer.cancel();
        drain = null;
        last = false;
        handedOver = false;
        watcher.accept(Optional.empty());
        over.complete(false);
        LOG.info("the drain is cancelled: clients are accepted again");
    }

    /**
     * Waits until no tunnel is left; begins where that is not done yet.
     *
     * @param most how long tunnels may go on at most
     * @param hurry when that is done they may not go on at all
     * @return false where the drain is cancelled, and the proxy goes on
     */
    boolean end(Duration most, CompletableFuture<?> hurry) {
        CompletableFuture<Boolean> end;
        synchronized (this) {
            if (drain == null) {
                begin(most, server::drain);
            } else {
                drain.allowAtMost(Ticker.SYSTEM.nanos(), most);
            }
            last = true;
            this.hurry = hurry;
            end = over;
        }
        return end.join();
    }
}
