package adit.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;

/** Live tunnels in columns; down is to the client, up to the target. What the server hides of all of them has no column. */
final class TunnelTable {
    private record Column(String title, Function<CompositeData, String> cell) {
        boolean hasAny(List<CompositeData> rows) {
            return rows.stream().anyMatch(row -> !cell.apply(row).isEmpty());
        }
    }

    private static final List<Column> FIGURES = List.of(
            text("ID", "id"),
            time("AGE", "ageSeconds"),
            time("IDLE", "idleSeconds"),
            bytes("DOWN", "bytesToClient"),
            bytes("UP", "bytesToTarget"),
            bytes("DOWN/S", "rateToClient"),
            bytes("UP/S", "rateToTarget"),
            text("PHASE", "phase"),
            text("LISTENER", "listener"));
    private static final List<Column> PARTIES =
            List.of(text("CLIENT", "client"), text("USER", "user"), text("TARGET", "target"));

    private final List<Column> columns;
    private final List<CompositeData> rows;

    TunnelTable(List<CompositeData> rows) {
        this.rows = rows;
        this.columns = new ArrayList<>(FIGURES);
        PARTIES.stream().filter(column -> column.hasAny(rows)).forEach(columns::add);
    }

    List<String> titles() {
        return columns.stream().map(Column::title).toList();
    }

    /** As many cells as there are titles, for each row. */
    List<List<String>> cells() {
        return rows.stream()
                .map(row ->
                        columns.stream().map(column -> column.cell().apply(row)).toList())
                .toList();
    }

    private static Column text(String title, String name) {
        return new Column(title, row -> String.valueOf(row.get(name)));
    }

    private static Column time(String title, String name) {
        return new Column(title, row -> Amount.time((Long) row.get(name)));
    }

    private static Column bytes(String title, String name) {
        return new Column(title, row -> Amount.bytes((Long) row.get(name)));
    }
}
