package adit.net;

import adit.config.Settings;
import adit.net.OriginConnection.Origin;
import adit.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one I/O thread to origins that rest until another request of the same user to the same target comes.
 * Their number and the time they rest are bounded. Belongs to the processor's thread.
 */
final class OriginPool extends Deadline {
    private final TunnelProcessor processor;
    private final Map<Origin, Deque<OriginConnection>> byOrigin = new HashMap<>();
    private final Set<OriginConnection> oldestFirst = new LinkedHashSet<>();

    /** Written by the processor's thread alone. */
    private final AtomicInteger resting = new AtomicInteger();

    OriginPool(TunnelProcessor processor) {
        this.processor = processor;
    }

    /** The connection that rested last, taken out of the pool; null where there is none. */
    OriginConnection take(Origin origin) {
        Deque<OriginConnection> resting = byOrigin.get(origin);
        if (resting == null) {
            return null;
        }
        OriginConnection latest = resting.getLast();
        forget(latest);
        return latest;
    }

    /** Takes a connection to rest, in the place of those that have rested longest where there is no room. */
    void keep(OriginConnection connection, Settings.Http limits) {
        if (limits.maxIdleOrigins() == 0) {
            connection.close();
            return;
        }
        while (oldestFirst.size() >= limits.maxIdleOrigins()) {
            close(oldestFirst.iterator().next());
        }
        connection.restsUntil(processor.now() + limits.originIdleTimeout().toNanos());
        oldestFirst.add(connection);
        resting.setOpaque(oldestFirst.size());
        byOrigin.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                .addLast(connection);
        if (!isArmed()) {
            processor.deadlines().arm(this, connection.restEndsAt());
        }
    }

    /** Takes the connection out of the pool, if it is in it. */
    void forget(OriginConnection connection) {
        if (oldestFirst.remove(connection)) {
            resting.setOpaque(oldestFirst.size());
            Deque<OriginConnection> resting = byOrigin.get(connection.origin());
            resting.removeLastOccurrence(connection);
            if (resting.isEmpty()) {
                byOrigin.remove(connection.origin());
            }
        }
    }

    /** How many connections rest in it. From any thread. */
    int resting() {
        return resting.getOpaque();
    }

    private void close(OriginConnection connection) {
        forget(connection);
        connection.close();
    }

    /** Closes those that no other client may use. */
    void closeAllOf(ClientConnection client) {
        List<OriginConnection> own = new ArrayList<>();
        for (OriginConnection connection : oldestFirst) {
            if (connection.origin().client().filter(client::equals).isPresent()) {
                own.add(connection);
            }
        }
        own.forEach(this::close);
    }

    void closeAll() {
        new ArrayList<>(oldestFirst).forEach(this::close);
        processor.deadlines().disarm(this);
    }

    /** Looks at the oldest only: the others have their turn when that is gone. */
    @Override
    protected void reached(long now) {
        while (!oldestFirst.isEmpty()) {
            OriginConnection oldest = oldestFirst.iterator().next();
            if (oldest.restEndsAt() - now > 0) {
                processor.deadlines().arm(this, oldest.restEndsAt());
                return;
            }
            close(oldest);
        }
    }
}
