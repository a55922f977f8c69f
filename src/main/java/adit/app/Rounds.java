package adit.app;

import adit.account.LiveThread;
import adit.account.TunnelRegistry;
import adit.management.Management;
import adit.net.TunnelServer;
import adit.time.Ticker;

/** What a server looks at each second, each ten seconds and each minute. For one thread. */
final class Rounds implements Runnable {
    private static final int SECONDS_A_SLOT = 10;
    private static final int SECONDS_A_MINUTE = 60;

    private final TunnelRegistry registry;
    private final TunnelServer server;
    private final Management management;
    private long seconds;

    Rounds(TunnelRegistry registry, TunnelServer server, Management management) {
        this.registry = registry;
        this.server = server;
        this.management = management;
    }

    /** To be called each second. */
    @Override
    public void run() {
        seconds++;
        registry.sample(Ticker.SYSTEM.nanos());
        server.threads().forEach(LiveThread::sample);
        management.secondOver();
        if (seconds % SECONDS_A_SLOT == 0) {
            registry.latencies().slotOver();
        }
        if (seconds % SECONDS_A_MINUTE == 0) {
            management.minuteOver();
        }
    }
}
