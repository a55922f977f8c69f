package adit.admin;

import adit.account.RuleFigures;
import adit.config.LiveSettings;
import adit.config.Reload;
import adit.config.Settings;
import adit.lists.BlockList;
import adit.management.Management;
import adit.tls.CertificateInfo;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What the policies decided, how they came into force, and how old what they go by is. */
final class PolicyMetrics {
    private final LiveSettings settings;
    private final RuleFigures rules;

    private PolicyMetrics(LiveSettings settings, RuleFigures rules) {
        this.settings = settings;
        this.rules = rules;
    }

    static void add(Metrics metrics, Management.Model model) {
        PolicyMetrics policy = new PolicyMetrics(model.settings(), model.rules());
        policy.addRules(metrics);
        policy.addReloads(metrics);
        policy.addLists(metrics);
        policy.addCertificates(metrics);
    }

    private void addRules(Metrics metrics) {
        metrics.counter("adit_policy_denied_total", "Requests that a rule or a block list denied.", "policy", "rule")
                .values(sample -> each((policy, rule, figures) -> sample.is(figures.denials(), policy, rule)));
        metrics.counter(
                        "adit_policy_would_deny_total",
                        "Requests that a rule or a block list would have denied if its policy did more than report.",
                        "policy",
                        "rule")
                .values(sample -> each((policy, rule, figures) -> sample.is(figures.wouldDeny(), policy, rule)));
    }

    /** Takes what one rule decided. */
    private interface Visitor {
        void visit(String policy, String rule, RuleFigures.Row figures);
    }

    private void each(Visitor visitor) {
        for (String policy : settings.current().policies().keySet()) {
            rules.of(policy).forEach((rule, figures) -> {
                if (figures.isTold()) {
                    visitor.visit(policy, rule, figures);
                }
            });
        }
    }

    private void addReloads(Metrics metrics) {
        metrics.gauge(
                        "adit_policy_generation",
                        "The settings in force: 1 at the start, one more for each reload that succeeded and each change put in force.")
                .number(settings::generation);
        metrics.counter("adit_reloads_total", "Reloads of the configuration.", "result")
                .values(sample -> {
                    sample.is(settings.reloadTotal(), "ok");
                    sample.is(settings.refusedReloadTotal(), "refused");
                });
        metrics.gauge(
                        "adit_last_reload_successful",
                        "Whether the last reload came into force: 1, also where there was none, or 0.")
                .number(() -> Metrics.truth(
                        settings.lastReload().map(Reload::succeeded).orElse(true)));
    }

    /** Two lists may have the same name, but not two values the same label. */
    private void addLists(Metrics metrics) {
        metrics.gauge("adit_block_list_entries", "Entries of a block list.", "list")
                .values(sample -> lists(Collectors.summingInt(BlockList::size))
                        .forEach((list, entries) -> sample.is(entries, list)));
        metrics.gauge(
                        "adit_block_list_stale",
                        "Whether the last load of a block list failed, so that the version before it is in force: 1 or 0.",
                        "list")
                .values(sample -> lists(Collectors.summingInt(
                                list -> settings.lastProblem(list).isPresent() ? 1 : 0))
                        .forEach((list, failed) -> sample.is(Metrics.truth(failed > 0), list)));
    }

    private Map<String, Integer> lists(Collector<BlockList, ?, Integer> figure) {
        return settings.current().blockLists().stream()
                .collect(Collectors.groupingBy(list -> list.source().name(), figure));
    }

    private void addCertificates(Metrics metrics) {
        metrics.gauge(
                        "adit_certificate_expiry_timestamp_seconds",
                        "When a certificate that clients are shown expires; of several with one subject, the first.",
                        "listener",
                        "subject")
                .values(sample -> {
                    for (Settings.Listener listener : settings.current().listeners()) {
                        ofSubject(listener)
                                .forEach((subject, first) ->
                                        sample.is(first.notAfter().getEpochSecond(), listener.name(), subject));
                    }
                });
    }

    private static Map<String, CertificateInfo> ofSubject(Settings.Listener listener) {
        Comparator<CertificateInfo> byEnd = Comparator.comparing(CertificateInfo::notAfter);
        return listener.tls().stream()
                .flatMap(tls -> tls.certificates().stream())
                .collect(Collectors.toMap(
                        CertificateInfo::subject,
                        info -> info,
                        (one, other) -> byEnd.compare(one, other) <= 0 ? one : other));
    }
}
