package adit.management;

import adit.account.TunnelTotals;
import adit.management.TunnelsMXBean.OutcomeTotal;
import adit.tunnel.Outcome;
import java.util.Arrays;
import java.util.List;

/** How many of the closed tunnels ended so. */
record OutcomeRow(Outcome outcome, long total) implements OutcomeTotal {

    /** A row for each outcome. */
    static List<OutcomeTotal> of(TunnelTotals totals) {
        return Arrays.stream(Outcome.values())
                .<OutcomeTotal>map(outcome -> new OutcomeRow(outcome, totals.closed(outcome)))
                .toList();
    }

    @Override
    public String getOutcome() {
        return outcome.label();
    }

    @Override
    public int getStatus() {
        return outcome.status();
    }

    @Override
    public String getBlame() {
        return outcome.blame().name();
    }

    @Override
    public long getTotal() {
        return total;
    }
}
