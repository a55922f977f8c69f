package adit.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * SIGTERM and SIGINT as futures: the first asks for an orderly stop, the second for a quick one. SIGHUP as something to
 * do, as often as it comes.
 *
 * <p>Not a shutdown hook: the process could then neither see the second signal nor exit with 0. The only interface to
 * signals is {@code sun.misc.Signal}, exported by the module jdk.unsupported in every JDK since 9; it is reached by
 * reflection because javac's warning about it cannot be switched off.
 */
final class Signals {
    private static final String HANG_UP = "HUP";

    private CompletableFuture<String> first = new CompletableFuture<>();
    private CompletableFuture<String> second = new CompletableFuture<>();
    private volatile Runnable onHangUp = () -> {};

    /** From now on the signals end the process no more. */
    static Signals install() {
        Signals signals = new Signals();
        for (String name : new String[] {"TERM", "INT", HANG_UP}) {
            signals.handle(name);
        }
        return signals;
    }

    /** Completed with the signal's name. */
    synchronized CompletableFuture<String> first() {
        return first;
    }

    /** Completed with the name of the second of them, of whichever kind. */
    synchronized CompletableFuture<String> second() {
        return second;
    }

    /** Those that came do not count any more. */
    synchronized void forget() {
        first = new CompletableFuture<>();
        second = new CompletableFuture<>();
    }

    /** @param action runs at each SIGHUP from now on, on a thread of the JVM's */
    void onHangUp(Runnable action) {
        onHangUp = action;
    }

    private void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object receiver = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        received(name);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), receiver);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot handle SIG" + name, e);
        }
    }

    /** What a signal does; for any thread. */
    void received(String name) {
        if (name.equals(HANG_UP)) {
            onHangUp.run();
        } else if (!first().complete(name)) {
            second().complete(name);
        }
    }
}
