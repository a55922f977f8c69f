package adit.admin;

import adit.account.Crowd;
import adit.account.LiveListener;
import adit.account.RuleFigures;
import adit.account.TopTarget;
import adit.account.TunnelRegistry;
import adit.account.TunnelTotals;
import adit.config.ListenAddress;
import adit.management.Management;
import adit.management.ServerStatus;
import adit.management.Text;
import adit.privacy.Disclosure;
import adit.tunnel.Outcome;
import com.sun.net.httpserver.HttpExchange;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The proxy at a glance, as it is when the page is asked for. */
final class StatusPage {
    private static final int MOST_ROWS = 10;
    private static final String REFRESH = "refresh";
    private static final String REFRESH_SECONDS = "5";

    private final Management.Model model;
    private final Throughput throughput;
    private final ServerStatus status;
    private final TunnelRegistry tunnels;
    private final Gate gate;

    StatusPage(Management.Model model, Throughput throughput, Gate gate) {
        this.model = model;
        this.throughput = throughput;
        this.status = model.status();
        this.tunnels = model.tunnels();
        this.gate = gate;
    }

    Reply page(HttpExchange exchange) {
        boolean again = REFRESH.equals(exchange.getRequestURI().getRawQuery());
        if (again) {
            exchange.getResponseHeaders().set("Refresh", REFRESH_SECONDS);
        }
        // Rows move at a refresh: nobody should act on one while they do.
        Optional<Session> session = again ? Optional.empty() : gate.session(exchange);
        Optional<Controls> controls = session.map(Controls::new);
        return Html.page(
                200,
                "Adit",
                head(again)
                        + session.map(Session::told)
                                .filter(Predicate.not(String::isEmpty))
                                .map(Html::result)
                                .orElse("")
                        + figures()
                        + (again ? "" : operator(controls))
                        + Html.section("Throughput", new ThroughputGraph(throughput.rates()).svg())
                        + Html.section("Listeners", listeners(controls))
                        + Html.section("Outcomes", outcomes())
                        + Html.section("What rules denied", rules())
                        + Html.section("Top targets", targets())
                        + Html.section("Explain", ExplainPage.form("", "", ""))
                        + Html.section("Live tunnels", new TunnelTable(tunnels, controls).html()));
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

    /** What whoever looks may do, or how to come to that; nothing where nobody may do anything. */
    private String operator(Optional<Controls> controls) {
        if (gate.token().isEmpty()) {
            return "";
        }
        boolean drains = status.drains().progress().isPresent();
        return controls.map(own -> Html.section(
                        "Act",
                        own.ofProxy(drains) + "<p>Signed in for " + Text.duration(gate.left(own.session()))
                                + " more.</p>\n"))
                .orElseGet(() -> Html.section("Sign in to act", SignInPage.form()));
    }

    private String listeners(Optional<Controls> controls) {
        List<LiveListener> all = status.listeners();
        return Html.table(
                List.of("Name", "#Live", "#Opened", "State", "Address", "Mode", "Policy"),
                all.stream().map(this::listener).toList(),
                controls.map(acting -> all.stream().map(acting::of).toList()).orElse(List.of()),
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

    private String targets() {
        return model.settings().current().dial().target() == Disclosure.NONE
                ? Html.table(List.of(), List.of(), "Not shown, as privacy.target is none.")
                : Html.table(
                        List.of("Target", "#Bytes", "#Tunnels", "#Clients"),
                        tunnels.topTargets(MOST_ROWS).stream().map(this::target).toList(),
                        "None yet. A target is shown once " + Crowd.LEAST_CLIENTS
                                + " clients use it, lest it tell what one of them does.");
    }

    private List<String> target(TopTarget top) {
        return List.of(
                model.privacy().target(top.target()),
                Text.bytes(top.bytes()),
                String.valueOf(top.tunnels()),
                "≥ " + Crowd.LEAST_CLIENTS);
    }
}
