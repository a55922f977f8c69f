package adit.soak;

import adit.soak.Visitor.Entrance;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Where visits happen.
 *
 * @param entrances the listeners of the proxy
 * @param threads has a thread for each task
 * @param greatest the most bytes of a stream
 * @param pauses how a visit waits
 * @param operator ends tunnels that lead to the authority
 */
public record Site(
        List<Entrance> entrances, Targets targets, Executor threads, long greatest, Pauses pauses, Operator operator) {

    /** Waits. */
    @FunctionalInterface
    public interface Pauses {
        /** At most so long: what is left of it is spared where the workload ends. */
        void upTo(long millis);
    }

    /** Who runs the proxy. */
    @FunctionalInterface
    public interface Operator {
        /** Returns whether it is possible. */
        boolean end(String authority);
    }
}
