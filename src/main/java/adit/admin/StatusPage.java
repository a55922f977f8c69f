package adit.admin;

import adit.account.LiveEntry;
import adit.account.LiveListener;
import adit.account.LiveTunnel;
import adit.account.RuleFigures;
import adit.account.TopTarget;
import adit.account.TunnelRegistry;
import adit.account.TunnelTotals;
import adit.config.ListenAddress;
import adit.management.Management;
import adit.management.ServerStatus;
import adit.management.Text;
import adit.privacy.Disclosure;
import adit.privacy.Parties;
import adit.tunnel.Outcome;
import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The proxy at a glance, as it is when the page is asked for. */
final class StatusPage {
    private static final int MOST_TUNNELS = 100;
    private static final int MOST_ROWS = 10;
    private static final String REFRESH = "refresh";
    private static final String REFRESH_SECONDS = "5";

    private final Management.Model model;
    private final Throughput throughput;
    private final ServerStatus status;
    private final TunnelRegistry tunnels;

    StatusPage(Management.Model model, Throughput throughput) {
        this.model = model;
        this.throughput = throughput;
        this.status = model.status();
        this.tunnels = model.tunnels();
    }

    Reply page(HttpExchange exchange) {
        boolean again = REFRESH.equals(exchange.getRequestURI().getRawQuery());
        if (again) {
            exchange.getResponseHeaders().set("Refresh", REFRESH_SECONDS);
        }
        return Html.page(
                "Adit",
                head(again)
                        + figures()
                        + section("Throughput", new ThroughputGraph(throughput.rates()).svg())
                        + section("Listeners", listeners())
                        + section("Outcomes", outcomes())
                        + section("What rules denied", rules())
                        + section("Top targets", targets())
                        + section("Explain", ExplainPage.form("", "", ""))
                        + section("Live tunnels", live()));
    }

    private String head(boolean again) {
        String link = again ? "<a href=\"/\">stop refreshing</a>" : "<a href=\"/?refresh\">refresh by itself</a>";
        String state = status.state().name().toLowerCase(Locale.ROOT);
        return "<header><h1>Adit</h1><p><strong class=\"" + state + "\">" + state + "</strong> version "
                + Html.text(status.version()) + ", for " + Html.text(Text.duration(status.uptime())) + "; " + link
                + "</p></header>\n";
    }

    private String figures() {
        String reload = model.settings()
                .lastReload()
                .map(last ->
                        (last.succeeded() ? "ok, " : "refused, ") + last.at().truncatedTo(ChronoUnit.SECONDS))
                .orElse("none");
        return "<dl>"
                + figure("Live tunnels", String.valueOf(tunnels.liveCount()))
                + figure("Opened", String.valueOf(tunnels.openedTotal()))
                + figure("To clients", Text.bytes(tunnels.bytesToClientTotal()))
                + figure("To targets", Text.bytes(tunnels.bytesToTargetTotal()))
                + figure("Policy generation", String.valueOf(model.settings().generation()))
                + figure("Last reload", reload)
                + "</dl>\n";
    }

    private static String figure(String name, String value) {
        return "<div><dt>" + Html.text(name) + "</dt><dd>" + Html.text(value) + "</dd></div>\n";
    }

    private static String section(String title, String content) {
        return "<section>\n<h2>" + Html.text(title) + "</h2>\n" + content + "</section>\n";
    }

    private String listeners() {
        return Html.table(
                List.of("Name", "#Live", "#Opened", "State", "Address", "Mode", "Policy"),
                status.listeners().stream().map(this::listener).toList(),
                "None.");
    }

    private List<String> listener(LiveListener listener) {
        TunnelTotals totals = tunnels.of(listener.name());
        var configured = model.settings().current().listener(listener.name());
        return List.of(
                listener.name(),
                String.valueOf(totals.liveCount()),
                String.valueOf(totals.openedTotal()),
                listener.state().name().toLowerCase(Locale.ROOT),
                ListenAddress.text(listener.address()),
                configured.mode().name().toLowerCase(Locale.ROOT),
                configured.policy());
    }

    private String outcomes() {
        return Html.table(
                List.of("Outcome", "#Tunnels", "Status", "Who has to act"),
                Arrays.stream(Outcome.values())
                        .filter(outcome -> tunnels.closed(outcome) > 0)
                        .sorted(Comparator.comparingLong((Outcome outcome) -> tunnels.closed(outcome))
                                .reversed())
                        .map(outcome -> List.of(
                                outcome.label(),
                                String.valueOf(tunnels.closed(outcome)),
                                outcome.hasReply() ? String.valueOf(outcome.status()) : "–",
                                outcome.blame().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                "No tunnel has ended yet.");
    }

    private String rules() {
        return Html.table(
                List.of("Rule", "#Denied", "#Would deny", "Policy"),
                model.settings().current().policies().keySet().stream()
                        .flatMap(policy -> model.rules().of(policy).entrySet().stream()
                                .map(rule -> new Denials(policy, rule.getKey(), rule.getValue())))
                        .filter(denials -> denials.sum() > 0)
                        .sorted(Comparator.comparingLong(Denials::sum).reversed())
                        .limit(MOST_ROWS)
                        .map(Denials::row)
                        .toList(),
                "None that several clients met.");
    }

    private record Denials(String policy, String rule, RuleFigures.Row figures) {
        long sum() {
            return figures.denials() + figures.wouldDeny();
        }

        List<String> row() {
            return List.of(rule, String.valueOf(figures.denials()), String.valueOf(figures.wouldDeny()), policy);
        }
    }

    /** Who hides targets hides these, too. */
    private String targets() {
        List<TopTarget> top = model.settings().current().dial().target() == Disclosure.NONE
                ? List.of()
                : tunnels.topTargets(MOST_ROWS);
        return Html.table(
                List.of("Target", "#Bytes", "#Tunnels"),
                top.stream()
                        .map(target -> List.of(
                                model.privacy().target(target.target()),
                                Text.bytes(target.bytes()),
                                String.valueOf(target.tunnels())))
                        .toList(),
                "None that several clients use, or privacy.target says none.");
    }

    private String live() {
        String table = Html.table(
                List.of(
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
                        "Target"),
                tunnels.entries()
                        .sorted(Comparator.comparingLong(LiveEntry::sequence))
                        .limit(MOST_TUNNELS)
                        .map(StatusPage::row)
                        .toList(),
                "None.");
        int live = tunnels.liveCount();
        return live > MOST_TUNNELS ? table + "<p>The oldest " + MOST_TUNNELS + " of " + live + ".</p>\n" : table;
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
