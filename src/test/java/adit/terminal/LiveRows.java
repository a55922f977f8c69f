package adit.terminal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** Live tunnels as the server tells of them. */
final class LiveRows {
    private LiveRows() {}

    static CompositeData tunnel(String id, String target) {
        Map<String, Object> cells = new HashMap<>(
                Map.of("id", id, "phase", "RELAYING", "listener", "main", "client", "", "user", "", "target", target));
        cells.putAll(Map.of(
                "ageSeconds", 200L,
                "idleSeconds", 7L,
                "bytesToClient", 1_572_864L,
                "bytesToTarget", 812L,
                "rateToClient", 2_048L,
                "rateToTarget", 10L));
        return Rows.row(cells);
    }

    /** A server that has these tunnels. */
    static FakeBeans server(CompositeData... tunnels) {
        FakeBeans beans = new FakeBeans();
        beans.tables.put("page", List.of(tunnels));
        beans.answers.put("matching", Integer.toString(tunnels.length));
        beans.attributes.putAll(Map.of(
                "Version",
                "1.2",
                "State",
                "RUNNING",
                "UptimeSeconds",
                3_700L,
                "Draining",
                false,
                "LiveCount",
                tunnels.length,
                "OpenedTotal",
                9L,
                "ClosedTotal",
                7L,
                "BytesToClientTotal",
                5_000_000L,
                "BytesToTargetTotal",
                0L));
        return beans;
    }
}
