package adit.config;

import adit.http.Target;
import adit.lists.BlockList;
import adit.policy.Decision;
import adit.policy.TargetPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the settings is allowed and can hardly be meant. */
record Warnings(Settings settings) {
    private static final int MOST_SHOWN = 3;

    /** One line for each. */
    List<String> lines(Instant now) {
        Stream<String> ofListeners = settings.listeners().stream()
                .flatMap(listener -> Stream.concat(nowhere(listener), tls(listener, now))
                        .map(warning -> "listener " + listener.name() + warning));
        Stream<String> nobody = settings.authentications().entrySet().stream()
                .filter(named -> named.getValue().users().size() == 0)
                .map(named -> "authentication " + named.getKey() + " lets nobody in: its file has no users");
        Stream<String> ofJmx = settings.jmx().stream()
                .flatMap(remote -> remote.tls().warnings(now).stream())
                .map("jmx: "::concat);
        Stream<String> ofLists = settings.blockLists().stream().flatMap(list -> notUnderstood(list).stream());
        return Stream.of(ofListeners, nobody, ofJmx, ofLists)
                .flatMap(Function.identity())
                .toList();
    }

    /** That lines of the list have no effect; empty where all have. */
    static Optional<String> notUnderstood(BlockList list) {
        BlockList.Remainder remainder = list.remainder();
        return remainder.lines() == 0
                ? Optional.empty()
                : Optional.of("block list " + list.source().name() + " (" + list.format() + ", entries: " + list.size()
                        + "): lines not understood: " + remainder.lines() + "; "
                        + remainder.first().stream().limit(MOST_SHOWN).collect(Collectors.joining(", ")));
    }

    private Stream<String> nowhere(Settings.Listener listener) {
        return listener.destination().stream()
                .flatMap(target -> denials(listener.name(), target))
                .map(reason -> " leads nowhere: " + reason);
    }

    private static Stream<String> tls(Settings.Listener listener, Instant now) {
        return listener.tls().stream()
                .flatMap(tls -> tls.warnings(now).stream())
                .map(warning -> ": " + warning);
    }

    /** Why no client will reach the target, as far as that can be told before its name is looked up. */
    private Stream<String> denials(String listener, Target target) {
        TargetPolicy policy = settings.policyOf(listener);
        Stream<Decision> ofLiteral = target.literal().stream().map(address -> policy.guard(target, address));
        return Stream.concat(Stream.of(policy.screen(target), policy.forecast(target, listener)), ofLiteral)
                .filter(decision -> !decision.allowed())
                .map(Decision::reason);
    }
}
