package adit.management;

import adit.account.LiveListener;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What operators may do by other ways than JMX: the operations of the MBeans, with their answers, and noted in the same log.
 * Each throws {@link IllegalArgumentException}, whose message is for the operator, where it refuses, and {@link UnknownNameException} where there is
 * no such tunnel or listener. Safe for use by any
 * thread.
 */
public final class Operations {
    private final Server server;
    private final Tunnels tunnels;
    private final Policy policy;
    private final Map<String, Listener> listeners;

    /** @param who acts, as the audit calls it */
    public Operations(Management.Model model, String who) {
        Audit audit = new Audit(() -> who);
        server = new Server(model.status(), model.tunnels(), audit, model.clock());
        tunnels = new Tunnels(model.tunnels(), () -> model.settings().current().dial(), model.privacy(), audit);
        policy = new Policy(model.settings(), model.tunnels(), model.rules(), model.explainer(), audit);
        listeners = model.status().listeners().stream()
                .collect(Collectors.toUnmodifiableMap(
                        LiveListener::name,
                        listener -> new Listener(
                                listener,
                                model.tunnels().of(listener.name()),
                                model.settings(),
                                model.clock(),
                                audit)));
    }

    /** Ends the tunnel of that id. */
    public String close(String id) {
        return tunnels.closeKnown(needed(id, "the id of a tunnel"));
    }

    /** Holds the tunnel of that id to so many bytes a second in each direction; 0 for what its relay policy says. */
    public String throttle(String id, long bytesPerSecond) {
        return tunnels.throttleKnown(needed(id, "the id of a tunnel"), bytesPerSecond);
    }

    /** @param timeout how long open tunnels may go on; empty for that of the configuration */
    public String drain(String timeout) {
        return server.drain(timeout);
    }

    public String cancelDrain() {
        return server.cancelDrain();
    }

    /** Refuses clients at the listener of that name. */
    public String pause(String listener) {
        return find(listener).pause();
    }

    /** Accepts clients again at the listener of that name. */
    public String resume(String listener) {
        return find(listener).resume();
    }

    public String reload() {
        return policy.reload();
    }

    private Listener find(String name) {
        return Optional.ofNullable(listeners.get(needed(name, "the name of a listener")))
                .orElseThrow(() -> new UnknownNameException("no listener has the name " + Text.quoted(name)));
    }

    private static String needed(String given, String what) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(what + " is needed");
        }
        return given;
    }
}
