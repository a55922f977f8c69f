package adit.management;

import adit.account.RuleFigures;
import adit.account.TunnelTotals;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.policy.Cidr;
import adit.policy.PortSet;
import adit.policy.TargetPolicy;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows the rules in force. Safe for use by any thread, as the rules are. */
final class Policy implements PolicyMXBean {
    private static final String NOT_SET = "not set";

    private final LiveSettings settings;
    private final TunnelTotals totals;
    private final RuleFigures figures;
    private final Explainer explainer;
    private final Audit audit;

    Policy(LiveSettings settings, TunnelTotals totals, RuleFigures figures, Explainer explainer, Audit audit) {
        this.settings = settings;
        this.totals = totals;
        this.figures = figures;
        this.explainer = explainer;
        this.audit = audit;
    }

    @Override
    public List<String> getAllowedAddresses() {
        return addresses(rules());
    }

    @Override
    public String getAllowedPorts() {
        return text(rules().rules().ports().connect(), "not set: AllowedTargets and Rules decide");
    }

    @Override
    public String getAllowedTargets() {
        return targets(rules()).orElse("not set: AllowedPorts and Rules decide");
    }

    @Override
    public int getBlockedNames() {
        return rules().blocked().size();
    }

    @Override
    public List<String> getRules() {
        return texts(rules());
    }

    @Override
    public String getMode() {
        return mode(rules());
    }

    @Override
    public List<RuleRow> getRuleFigures() {
        return RuleRows.of(settings.current().policies(), figures);
    }

    @Override
    public long getWouldDenyTotal() {
        return totals.wouldDenyTotal();
    }

    @Override
    public long getReloadTotal() {
        return settings.reloadTotal();
    }

    @Override
    public long getRefusedReloadTotal() {
        return settings.refusedReloadTotal();
    }

    @Override
    public long getGeneration() {
        return settings.generation();
    }

    @Override
    public String getLastReload() {
        return settings.lastReload()
                .map(reload -> reload.at().truncatedTo(ChronoUnit.SECONDS) + ": " + Text.oneLine(reload.message()))
                .orElse("none since the start");
    }

    @Override
    public boolean isLastReloadSucceeded() {
        return settings.lastReload().map(Reload::succeeded).orElse(true);
    }

    @Override
    public String reload() {
        return Text.wrap(audit.run("Policy.reload()", () -> settings.reload().message()));
    }

    /** Neither who asks nor for what goes to the audit: both are nobody's business. */
    @Override
    public String explain(String target, String client, String user) {
        audit.run("Policy.explain()", () -> "asked");
        return explainer.explain(given(target), given(client), given(user));
    }

    /** A management client may send null. */
    private static String given(String text) {
        return text == null ? "" : text.strip();
    }

    @Override
    public List<PolicyRow> getPolicies() {
        return settings.current().policies().entrySet().stream()
                .<PolicyRow>map(policy -> new Row(policy.getKey(), policy.getValue()))
                .toList();
    }

    private TargetPolicy rules() {
        return settings.current().policies().get(Settings.DEFAULT);
    }

    private static String mode(TargetPolicy policy) {
        return policy.mode().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> addresses(TargetPolicy policy) {
        return policy.addresses().allowed().stream().map(Cidr::toString).toList();
    }

    private static Optional<String> targets(TargetPolicy policy) {
        return policy.rules()
                .allowedTargets()
                .map(allowed -> Text.escape(allowed.pattern().pattern()));
    }

    private static String text(Optional<PortSet> ports, String unset) {
        return ports.map(PortSet::toString).orElse(unset);
    }

    private static List<String> texts(TargetPolicy policy) {
        return policy.rules().rules().stream()
                .map(rule -> Text.escape(rule.toString()))
                .toList();
    }

    private record Row(String name, TargetPolicy policy) implements PolicyRow {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getMode() {
            return mode(policy);
        }

        @Override
        public List<String> getRules() {
            return texts(policy);
        }

        @Override
        public String getAllowedTargets() {
            return targets(policy).orElse(NOT_SET);
        }

        @Override
        public String getAllowedConnectPorts() {
            return text(policy.rules().ports().connect(), NOT_SET);
        }

        @Override
        public String getAllowedHttpPorts() {
            return text(policy.rules().ports().http(), NOT_SET);
        }

        @Override
        public List<String> getAllowedAddresses() {
            return addresses(policy);
        }

        @Override
        public int getBlockedNames() {
            return policy.blocked().size();
        }
    }
}
