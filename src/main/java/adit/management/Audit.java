package adit.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Writes who of the operators did what, and how it ended, to the logger {@code adit.audit}. Safe for use by any thread. */
public final class Audit {
    private static final Logger LOG = LogManager.getLogger("adit.audit");

    private final Map<String, Integer> reads = new TreeMap<>();
    private final Supplier<String> who;

    /** For operations that come through JMX. */
    public Audit() {
        this(() -> Caller.name().orElse("local"));
    }

    /** @param who is acting, asked by the thread that acts */
    Audit(Supplier<String> who) {
        this.who = who;
    }

    /**
     * Runs the operation and records it, also where it fails.
     *
     * @param operation its name and arguments, escaped
     * @return what the operation says, for the operator
     */
    <T> T run(String operation, Supplier<T> action) {
        try {
            T result = action.get();
            done(operation, who.get(), String.valueOf(result));
            return result;
        } catch (IllegalArgumentException e) {
            refused(operation, who.get(), String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{} by {} failed", operation, Text.brief(who.get()), e);
            throw e;
        }
    }

    /**
     * Runs an operation that changes nothing. Its first is recorded, and of more of them in the same minute how many they
     * were: a screen that is drawn anew each second would fill the log.
     *
     * @param operation its name, escaped
     */
    <T> T read(String operation, Supplier<T> action) {
        String line = operation + " by " + who.get();
        synchronized (reads) {
            if (reads.merge(line, 1, Integer::sum) == 1) {
                LOG.info("{}: told", line);
            }
        }
        return action.get();
    }

    /** A minute is over. */
    void minuteOver() {
        synchronized (reads) {
            reads.forEach((line, times) -> {
                if (times > 1) {
                    LOG.info("{}: told, times more: {}", line, times - 1);
                }
            });
            reads.clear();
        }
    }

    /** Records what others did, in their own words. */
    public void record(String operation, String who, String result) {
        done(Text.brief(operation), who, result);
    }

    /** Records what others were refused, in their own words. */
    public void recordRefusal(String operation, String who, String reason) {
        refused(Text.brief(operation), who, reason);
    }

    private static void done(String operation, String who, String result) {
        LOG.info("{} by {}: {}", operation, Text.brief(who), Text.brief(Text.oneLine(result)));
    }

    private static void refused(String operation, String who, String reason) {
        LOG.warn("{} by {} refused: {}", operation, Text.brief(who), Text.brief(Text.oneLine(reason)));
    }
}
