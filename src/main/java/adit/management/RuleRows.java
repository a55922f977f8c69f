package adit.management;

import adit.account.Crowd;
import adit.account.RuleFigures;
import adit.account.RuleFigures.Row;
import adit.management.PolicyMXBean.RuleRow;
import adit.policy.Rule;
import adit.policy.TargetPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the rules of the policies in force decided: in the order in which they are written, then whatever else did. */
final class RuleRows {
    private RuleRows() {}

    static List<RuleRow> of(Map<String, TargetPolicy> policies, RuleFigures figures) {
        return policies.entrySet().stream()
                .flatMap(policy -> rows(policy.getKey(), policy.getValue(), figures))
                .limit(TunnelsMXBean.MAX_ROWS)
                .toList();
    }

    private static Stream<RuleRow> rows(String name, TargetPolicy policy, RuleFigures figures) {
        Map<String, Row> rows = new LinkedHashMap<>();
        policy.rules().rules().stream().map(Rule::id).forEach(id -> rows.put(id, Row.NEVER));
        rows.putAll(figures.of(name));
        return rows.entrySet().stream().map(rule -> new Decided(name, rule.getKey(), rule.getValue()));
    }

    private record Decided(String policy, String rule, Row row) implements RuleRow {
        @Override
        public String getPolicy() {
            return policy;
        }

        @Override
        public String getRule() {
            return Text.escape(rule);
        }

        @Override
        public long getHits() {
            return row.hits();
        }

        @Override
        public String getClients() {
            if (!row.isTold()) {
                return "<" + Crowd.LEAST_CLIENTS;
            }
            return row.hits() == 0 ? "0" : ">=" + Crowd.LEAST_CLIENTS;
        }

        @Override
        public long getDenials() {
            return row.denials();
        }

        @Override
        public long getWouldDeny() {
            return row.wouldDeny();
        }

        @Override
        public String getLastHit() {
            return row.lastHit().map(Instant::toString).orElse("");
        }
    }
}
