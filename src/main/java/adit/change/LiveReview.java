package adit.change;

import adit.account.LiveTunnel;
import adit.account.TunnelRegistry;
import adit.config.LiveSettings;
import adit.time.WallClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Has live tunnels judged anew, each on its own thread. Safe for use by any thread.
 *
 * <p>The thread of the caller judges first, so that I/O threads are not kept from relaying by tunnels that stay: only those
 * are asked that would be denied, or have not reached their target yet.
 */
final class LiveReview {
    private final LiveSettings settings;
    private final TunnelRegistry tunnels;
    private final WallClock clock;

    LiveReview(LiveSettings settings, TunnelRegistry tunnels, WallClock clock) {
        this.settings = settings;
        this.tunnels = tunnels;
        this.clock = clock;
    }

    /**
     * Judges by the settings in force now; returns when each tunnel that has to be asked was.
     *
     * @param told takes how many tunnels ended by that, when all have answered; on an I/O thread as a rule
     */
    void begin(IntConsumer told) {
        Trial trial = Trial.of(settings.current());
        List<LiveTunnel> asked = tunnels.live(Integer.MAX_VALUE).stream()
                .filter(tunnel -> !tunnel.phase().isRelaying() || !trial.allows(tunnel, clock.now()))
                .toList();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger unheard = new AtomicInteger(asked.size() + 1);
        Runnable heard = () -> {
            if (unheard.decrementAndGet() == 0) {
                told.accept(ended.get());
            }
        };
        for (LiveTunnel tunnel : asked) {
            tunnel.judgeAnew(denied -> {
                ended.addAndGet(denied ? 1 : 0);
                heard.run();
            });
        }
        heard.run();
    }
}
