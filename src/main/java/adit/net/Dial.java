package adit.net;

import adit.http.Target;
import adit.policy.Decision;
import adit.policy.Verdict;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.mina.core.future.ConnectFuture;

/**
 * One tunnel's way to its target: look the name up once, judge every address, dial those very addresses one after the
 * other. All of it within one bound of time, of which each address gets its share. Belongs to the processor's thread.
 */
final class Dial {
    /** Whoever runs a name server decides how many addresses a name has. */
    private static final int MOST_ADDRESSES = 16;

    private final Tunnel tunnel;
    private final TunnelConnector connector;
    private final OwnAddresses own;
    private final Target target;
    private final long endsAt;
    private final Queue<InetAddress> untried = new ArrayDeque<>();
    private int tried;
    private ConnectFuture attempt;
    private boolean cancelled;

    Dial(Tunnel tunnel, TunnelConnector connector, OwnAddresses own, Target target, long endsAt) {
        this.tunnel = tunnel;
        this.connector = connector;
        this.own = own;
        this.target = target;
        this.endsAt = endsAt;
    }

    void start(Resolver resolver) {
        if (target.literal().isPresent()) {
            resolved(List.of(target.literal().get()));
            return;
        }
        TunnelProcessor processor = tunnel.processor();
        tunnel.deadline().armAt(endsAt);
        resolver.resolve(target.host(), new Resolver.Answer() {
            @Override
            public void found(List<InetAddress> addresses) {
                processor.post(() -> resolved(addresses));
            }

            @Override
            public void failed(String reason) {
                processor.post(() -> unresolved(reason));
            }
        });
    }

    private void unresolved(String reason) {
        if (!cancelled) {
            tunnel.refuse(new Rejection(Outcome.RESOLVE_FAILED, reason));
        }
    }

    private void resolved(List<InetAddress> addresses) {
        if (cancelled) {
            return;
        }
        Decision denial = null;
        for (InetAddress address : addresses) {
            Decision decision = judge(address);
            if (!decision.allowed()) {
                denial = decision;
            } else if (untried.size() < MOST_ADDRESSES) {
                untried.add(address);
            }
        }
        if (untried.isEmpty()) {
            tunnel.refuse(
                    denial == null
                            ? new Rejection(Outcome.RESOLVE_FAILED, "The name " + target.host() + " has no address.")
                            : Rejections.of(denial));
        } else if (tunnel.resolved()) {
            next();
        }
    }

    private Decision judge(InetAddress address) {
        if (own.include(address, target.port())) {
            return new Decision(Verdict.LOOP, "loop", target + " is this proxy itself.");
        }
        return tunnel.evaluation().judge(address);
    }

    private void next() {
        InetAddress address = untried.remove();
        tried++;
        long now = tunnel.processor().now();
        tunnel.deadline().armAt(now + (endsAt - now) / (untried.size() + 1));
        attempt = connector.connect(
                new InetSocketAddress(address, target.port()),
                (session, future) -> ((TunnelSession) session).belongTo(tunnel));
        attempt.addListener(future -> {
            Throwable cause = ((ConnectFuture) future).getException();
            if (cause != null && !cancelled) {
                failed(Rejections.ofConnect(cause));
            }
        });
    }

    /** The time of the present address is over. */
    void expired() {
        attempt.cancel();
        failed(Outcome.CONNECT_TIMEOUT);
    }

    private void failed(Outcome outcome) {
        if (untried.isEmpty()) {
            // Not which addresses: the client may not be able to look that up.
            String addresses = tried == 1 ? "" : " at any of " + tried + " addresses, the last";
            tunnel.refuse(new Rejection(
                    outcome, "The target " + target + " was not reached" + addresses + ": " + outcome.label() + "."));
        } else {
            next();
        }
    }

    /** Nobody waits for the target any more. */
    void cancel() {
        cancelled = true;
        if (attempt != null) {
            attempt.cancel();
        }
    }
}
