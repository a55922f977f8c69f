package adit.account;

import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.DecisionLog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each rule of each policy decided, since the start. Safe for use by any thread, without a lock.
 *
 * <p>All entries of a block list count as one rule: an entry of its own would tell of a host who asks for it. What fewer than
 * {@value Crowd#LEAST_CLIENTS} clients had decided is not told. Of rules that come and go with reloads no more than {@value #MOST_RULES} are kept; the rest count as {@value #OTHERS}.
 */
public final class RuleFigures implements DecisionLog {
    private static final int MOST_RULES = 10_000;
    private static final String OTHERS = "others";

    private final DecisionLog next;
    private final Map<String, Map<String, Figure>> policies = new ConcurrentHashMap<>();
    private final AtomicLong rules = new AtomicLong();

    /** @param next is told of the same */
    public RuleFigures(DecisionLog next) {
        this.next = next;
    }

    /**
     * What one rule decided, or {@link #NOT_TOLD}.
     *
     * @param hits decisions; of a request that one rule allows, another may deny the addresses
     * @param denials those of them that denied
     * @param wouldDeny denials that a policy lifted because it only reports
     * @param lastHit when it decided last, to the second; empty where it never did
     */
    public record Row(long hits, long denials, long wouldDeny, Optional<Instant> lastHit) {
        /** It never decided. */
        public static final Row NEVER = new Row(0, 0, 0, Optional.empty());

        /** It decided for too few clients. */
        static final Row NOT_TOLD = new Row(-1, -1, -1, Optional.empty());

        /** Whether it decided for nobody, or for so many clients that it tells of none of them. */
        public boolean isTold() {
            return hits >= 0;
        }
    }

    @Override
    public void decided(AccessRequest request, String policy, Decision decision) {
        count(request, policy, decision);
        next.decided(request, policy, decision);
    }

    @Override
    public void deniedAfterAll(AccessRequest request, String policy, Decision denial) {
        count(request, policy, denial);
        next.deniedAfterAll(request, policy, denial);
    }

    private void count(AccessRequest request, String policy, Decision decision) {
        Decision said = decision.wouldDeny().orElse(decision);
        Figure figure = figure(policy, said.ruleOrList());
        figure.clients.join(request);
        figure.hits.increment();
        if (!decision.allowed()) {
            figure.denials.increment();
        } else if (!said.allowed()) {
            figure.wouldDeny.increment();
        }
        figure.lastHit.setOpaque(request.at().getEpochSecond());
    }

    private Figure figure(String policy, String rule) {
        Map<String, Figure> figures = policies.get(policy);
        if (figures == null) {
            figures = policies.computeIfAbsent(policy, name -> new ConcurrentHashMap<>());
        }
        Figure known = figures.get(rule);
        return known != null ? known : added(figures, rule);
    }

    private Figure added(Map<String, Figure> figures, String rule) {
        boolean room = rules.incrementAndGet() <= MOST_RULES;
        return figures.computeIfAbsent(room ? rule : OTHERS, name -> new Figure());
    }

    /** By the ids of the rules that ever decided in the policy of that name, sorted. */
    public Map<String, Row> of(String policy) {
        Map<String, Row> rows = new TreeMap<>();
        policies.getOrDefault(policy, Map.of()).forEach((rule, figure) -> rows.put(rule, figure.row()));
        return rows;
    }

    /** What one rule decided. */
    private static final class Figure {
        private final Crowd clients = new Crowd();
        private final LongAdder hits = new LongAdder();
        private final LongAdder denials = new LongAdder();
        private final LongAdder wouldDeny = new LongAdder();
        private final AtomicLong lastHit = new AtomicLong();

        Row row() {
            if (!clients.isLargeEnough()) {
                return Row.NOT_TOLD;
            }
            Instant last = Instant.ofEpochSecond(lastHit.getOpaque());
            return new Row(hits.sum(), denials.sum(), wouldDeny.sum(), Optional.of(last));
        }
    }
}
