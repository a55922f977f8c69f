package adit.policy;

import adit.http.IpAddress;
import adit.http.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of a request, and why, told without a connection. Immutable.
 *
 * @param addresses what the target resolves to, or the literal; empty where it does not resolve
 * @param own whether an address, with the port of the target, is the proxy itself
 */
public record Explanation(Evaluation evaluation, List<InetAddress> addresses, Predicate<InetAddress> own) {
    public Explanation {
        addresses = List.copyOf(addresses);
    }

    /** The last word on the request; empty where only addresses could decide and there are none. */
    public Optional<Decision> verdict() {
        Decision screened = evaluation.screen();
        Decision decided = screened.allowed() ? evaluation.decide() : screened;
        if (!decided.allowed()) {
            return Optional.of(decided);
        }
        boolean byAddress =
                evaluation.grant().isEmpty() && evaluation.policy().rules().askForAddresses();
        return addresses.stream()
                .map(this::judge)
                .reduce((one, other) -> other.prevailsOver(one) ? other : one)
                .map(judged -> Stream.of(screened, decided, judged)
                        .filter(said -> !said.isPlain())
                        .findFirst()
                        .orElse(byAddress ? judged : decided));
    }

    private Decision judge(InetAddress address) {
        return own.test(address) ? Decision.loop(target()) : evaluation.judge(address);
    }

    /**
     * One fact a line, as {@code name: value}: who asks for what, {@code verdict}, which is {@code allowed}, {@code
     * denied} or {@code unresolved}, the {@code rule} that decided and where it was written, the {@code reason} in the
     * very words of a refusal, the {@code list} entries that match, and each {@code address} with its class and its own
     * verdict.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        TargetPolicy policy = evaluation.policy();
        Requester requester = evaluation.request().requester();
        lines.add("target: " + target() + " by " + purpose());
        lines.add("client: " + IpAddress.text(requester.address()));
        lines.add("user: " + requester.identity().map(Explanation::text).orElse("none"));
        lines.add("mode: " + policy.mode().name().toLowerCase(Locale.ROOT));
        Optional<Decision> verdict = verdict();
        lines.add("verdict: " + verdict.map(Explanation::word).orElse("unresolved"));
        verdict.ifPresent(decision -> add(decision, lines));
        policy.blocked().matches(target()).forEach(entry -> lines.add("list: " + entry));
        addresses.forEach(address -> {
            policy.blocked()
                    .matches(address)
                    .forEach(entry -> lines.add("list: " + entry + " names " + IpAddress.text(address)));
            lines.add("address: " + IpAddress.text(address) + " " + kind(address) + ": " + word(judge(address)));
        });
        return lines;
    }

    private void add(Decision decision, List<String> lines) {
        lines.add("rule: " + placed(decision.rule()));
        lines.add("reason: " + decision.reason());
        decision.wouldDeny().ifPresent(denial -> {
            lines.add("would_deny: " + placed(denial.rule()));
            lines.add("would_deny_reason: " + denial.reason());
        });
    }

    private String placed(String rule) {
        return rule
                + evaluation
                        .policy()
                        .rules()
                        .place(rule)
                        .map(place -> " (" + place + ")")
                        .orElse("");
    }

    private String kind(InetAddress address) {
        return own.test(address)
                ? "this proxy itself"
                : AddressBlock.of(address).map(AddressBlock::toString).orElse("a public address");
    }

    private Target target() {
        return evaluation.request().target();
    }

    private String purpose() {
        return switch (evaluation.request().purpose()) {
            case CONNECT -> "CONNECT";
            case HTTP -> "plain HTTP";
            case FIXED -> "mode tcp";
        };
    }

    private static String text(Identity identity) {
        String groups = identity.groups().stream().sorted().collect(Collectors.joining(", "));
        return identity.user() + (groups.isEmpty() ? "" : " of " + groups);
    }

    private static String word(Decision decision) {
        return decision.allowed() ? "allowed" : "denied";
    }
}
