package adit.net;

import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks the resolver of the machine, its hosts file included. It blocks, so it has threads of its own; the bound on
 * pending look-ups is the executor's. Answers are kept by the JVM.
 *
 * @param executor may refuse
 */
public record SystemResolver(Executor executor) implements Resolver {

    @Override
    public void resolve(String host, Answer answer) {
        try {
            executor.execute(() -> lookUp(host, answer));
        } catch (RejectedExecutionException e) {
            answer.failed("Too many names are being looked up at once.");
        }
    }

    private static void lookUp(String host, Answer answer) {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            answer.failed("The name " + host + " has no address.");
            return;
        }
        answer.found(addresses);
    }
}
