package adit.admin;

import adit.account.LiveEntry;
import adit.account.LiveTunnel;
import adit.account.TunnelRegistry;
import adit.management.Text;
import adit.privacy.Parties;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The live tunnels.
 *
 * @param controls what may be done to each
 */
record TunnelTable(TunnelRegistry tunnels, Optional<Controls> controls) {
    private static final int MOST = 100;
    private static final List<String> HEADS = List.of(
            "Id",
            "#To client",
            "#To target",
            "#Rate",
            "#Age",
            "#Idle",
            "Phase",
            "Listener",
            "Client",
            "User",
            "Target");

    String html() {
        List<LiveEntry> entries = tunnels.entries()
                .sorted(Comparator.comparingLong(LiveEntry::sequence))
                .limit(MOST)
                .toList();
        String table = Html.table(HEADS, entries.stream().map(TunnelTable::row).toList(), forms(entries), "None.");
        int live = tunnels.liveCount();
        return live > MOST ? table + "<p>The oldest " + MOST + " of " + live + ".</p>\n" : table;
    }

    private List<String> forms(List<LiveEntry> entries) {
        return controls.map(acting ->
                        entries.stream().map(entry -> acting.of(entry.tunnel())).toList())
                .orElse(List.of());
    }

    private static List<String> row(LiveEntry entry) {
        LiveTunnel tunnel = entry.tunnel();
        Parties parties = tunnel.parties();
        return List.of(
                tunnel.id(),
                Text.bytes(tunnel.bytesToClient()),
                Text.bytes(tunnel.bytesToTarget()),
                Text.bytes(entry.rateToClient() + entry.rateToTarget()) + "/s",
                Text.duration(Duration.ofNanos(tunnel.ageNanos())),
                Text.duration(Duration.ofNanos(tunnel.idleNanos())),
                tunnel.phase().name().toLowerCase(Locale.ROOT),
                tunnel.listener(),
                parties.client(),
                parties.user(),
                parties.target());
    }
}
