package adit.management;

import adit.config.LiveSettings;
import adit.config.Reload;
import adit.policy.Cidr;
import adit.policy.PortSet;
import adit.policy.TargetPolicy;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the rules in force. Safe for use by any thread, as the rules are. */
final class Policy implements PolicyMXBean {
    private final LiveSettings settings;
    private final Audit audit;

    Policy(LiveSettings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
    }

    @Override
    public List<String> getAllowedAddresses() {
        return rules().addresses().allowed().stream().map(Cidr::toString).toList();
    }

    @Override
    public String getAllowedPorts() {
        return rules().connectPorts().map(Policy::text).orElse("not set: AllowedTargets alone decides");
    }

    @Override
    public String getAllowedTargets() {
        return rules().allowedTargets()
                .map(allowed -> Text.escape(allowed.pattern().pattern()))
                .orElse("not set: AllowedPorts alone decides");
    }

    @Override
    public int getBlockedNames() {
        return rules().blocked().size();
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

    private TargetPolicy rules() {
        return settings.current().policy();
    }

    private static String text(PortSet ports) {
        return ports.any()
                ? "any"
                : ports.ports().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
