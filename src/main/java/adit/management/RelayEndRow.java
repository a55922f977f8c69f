package adit.management;

import adit.account.TunnelTotals;
import adit.management.TunnelsMXBean.RelayEndTotal;
import adit.relay.RelayEnd;
import java.util.Arrays;
import java.util.List;

/** How many directions of the closed tunnels ended so. */
record RelayEndRow(RelayEnd end, long toTarget, long toClient) implements RelayEndTotal {

    /** A row for each end. */
    static List<RelayEndTotal> of(TunnelTotals totals) {
        return Arrays.stream(RelayEnd.values())
                .<RelayEndTotal>map(end -> new RelayEndRow(end, totals.endedToTarget(end), totals.endedToClient(end)))
                .toList();
    }

    @Override
    public String getEnd() {
        return end.label();
    }

    @Override
    public long getToTarget() {
        return toTarget;
    }

    @Override
    public long getToClient() {
        return toClient;
    }
}
