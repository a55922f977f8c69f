package adit.net;

import adit.http.Target;
import adit.policy.Decision;
import adit.time.Deadline;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.future.IoFutureListener;

/**
 * One tunnel's way to its target: look the name up once, judge every address, dial those very addresses, the next one
 * while the last has not answered yet (Happy Eyeballs, RFC 8305). The first that connects wins. All of it within one bound
 * of time. Belongs to the processor's thread.
 */
final class Dial {
    /** How long an address of IPv4 waits for those of IPv6 to be found (RFC 8305, 3). */
    private static final long RESOLUTION_DELAY = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long an attempt is given before the next one begins beside it (RFC 8305, 5). */
    private static final long ATTEMPT_DELAY = TimeUnit.MILLISECONDS.toNanos(250);

    /** How many attempts may be under way: past it the oldest, which has had two seconds by then, gives way. */
    static final int MOST_ATTEMPTS = 8;

    private final Tunnel tunnel;
    private final TunnelProcessor processor;
    private final TunnelConnector connector;
    private final Capacity capacity;
    private final OwnAddresses own;
    private final Target target;
    private final long endsAt;
    private final Candidates candidates = new Candidates();
    private final Set<ConnectFuture> attempts = new LinkedHashSet<>();
    /** The attempts that have succeeded; of several in one pass the first to be opened is taken. */
    private final Map<TunnelSession, ConnectFuture> connected = new HashMap<>();

    private final ConnectFailures failures = new ConnectFailures();
    private final Deadline pace = new Pace();
    /** What the policy says of the target, by the best of its addresses; null before there is one. */
    private Decision said;

    private boolean resolved;
    private boolean dialling;
    private boolean cancelled;

    /** When the last attempt has had its delay. */
    private long nextAt;

    Dial(Tunnel tunnel, TunnelConnector connector, OwnAddresses own, Target target, long endsAt) {
        this.tunnel = tunnel;
        this.processor = tunnel.processor();
        this.connector = connector;
        this.capacity = tunnel.context.capacity();
        this.own = own;
        this.target = target;
        this.endsAt = endsAt;
    }

    /** The next step is due. */
    private final class Pace extends Deadline {
        @Override
        protected void reached(long now) {
            try {
                next();
            } catch (RuntimeException | Error e) {
                tunnel.failed(e);
            }
        }
    }

    void start(Resolver resolver) {
        tunnel.deadline().armAt(endsAt);
        if (target.literal().isPresent()) {
            found(List.of(target.literal().get()));
            return;
        }
        resolver.resolve(target.host(), new Resolver.Answer() {
            @Override
            public void foundEarly(List<InetAddress> addresses) {
                post(() -> add(addresses));
            }

            @Override
            public void found(List<InetAddress> addresses) {
                post(() -> Dial.this.found(addresses));
            }

            @Override
            public void failed(Rejection rejection) {
                post(() -> tunnel.refuse(rejection));
            }
        });
    }

    private void post(Runnable step) {
        processor.post(() -> {
            if (!cancelled) {
                step.run();
            }
        });
    }

    private void found(List<InetAddress> addresses) {
        resolved = true;
        add(addresses);
        if (!cancelled) {
            giveUpIfHopeless();
        }
    }

    private void add(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            Decision decision = judge(address);
            said = decision.prevailsOver(said) ? decision : said;
            if (decision.allowed()) {
                candidates.add(address);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        if (dialling ? attempts.isEmpty() : resolved || candidates.hasSix()) {
            next();
        } else if (!pace.isArmed()) {
            processor.deadlines().arm(pace, dialling ? nextAt : processor.now() + RESOLUTION_DELAY);
        }
    }

    private Decision judge(InetAddress address) {
        if (own.include(address, target.port())) {
            return Decision.loop(target);
        }
        return tunnel.evaluation().judge(address);
    }

    /** Begins the next attempt, beside those that are under way. */
    private void next() {
        if (!dialling) {
            dialling = true;
            tunnel.heard(said, true);
            if (!tunnel.resolved()) {
                return;
            }
        }
        nextAt = processor.now() + ATTEMPT_DELAY;
        boolean room = hasRoom();
        InetAddress address = room ? candidates.take() : null;
        if (candidates.isEmpty()) {
            processor.deadlines().disarm(pace);
        } else {
            processor.deadlines().arm(pace, nextAt);
        }
        if (room) {
            attempt(address);
        } else if (attempts.isEmpty()) {
            tunnel.refuse(Rejections.CONNECTOR_BUSY);
        }
    }

    /** Takes the place of one more attempt, in that of the oldest where the tunnel has as many as it may. */
    private boolean hasRoom() {
        if (attempts.size() == MOST_ATTEMPTS) {
            ConnectFuture oldest = attempts.iterator().next();
            attempts.remove(oldest);
            failures.add(Outcome.CONNECT_TIMEOUT);
            oldest.cancel();
        }
        return (attempts.isEmpty() || capacity.hasSpareSockets())
                && capacity.connects().take();
    }

    private void attempt(InetAddress address) {
        ConnectFuture attempt = connector.connect(new InetSocketAddress(address, target.port()), (session, future) -> {
            ((TunnelSession) session).belongTo(tunnel);
            connected.put((TunnelSession) session, future);
        });
        attempts.add(attempt);
        attempt.addListener(
                (IoFutureListener<ConnectFuture>) future -> capacity.connects().giveBack());
        attempt.addListener((IoFutureListener<ConnectFuture>) future -> {
            if (future.getException() != null && !cancelled) {
                failed(future);
            }
        });
    }

    /** The next address need not wait. */
    private void failed(ConnectFuture attempt) {
        attempts.remove(attempt);
        failures.add(Rejections.ofConnect(attempt.getException()));
        if (candidates.isEmpty()) {
            giveUpIfHopeless();
        } else {
            next();
        }
    }

    private void giveUpIfHopeless() {
        if (resolved && attempts.isEmpty() && candidates.isEmpty()) {
            boolean denied = said != null && !said.allowed();
            tunnel.refuse(
                    denied ? Rejections.of(tunnel.heard(said, true)) : failures.rejection(target, candidates.left()));
        }
    }

    /** The time for all of it is over. */
    void expired() {
        attempts.forEach(attempt -> failures.add(Outcome.CONNECT_TIMEOUT));
        tunnel.refuse(failures.rejection(target, candidates.left()));
    }

    /** The target is reached by this session. MINA completes its future later, and would let it be cancelled now. */
    void arrived(TunnelSession winner) {
        attempts.remove(connected.get(winner));
        cancel();
    }

    /** Nobody waits for the target any more. */
    void cancel() {
        cancelled = true;
        processor.deadlines().disarm(pace);
        attempts.forEach(ConnectFuture::cancel);
        attempts.clear();
    }
}
