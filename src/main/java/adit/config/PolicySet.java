package adit.config;

import adit.config.Settings.Listener;
import adit.lists.BlockList;
import adit.policy.TargetPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that settings say of who may reach what. Immutable.
 *
 * @param policies by their names; one is {@link Settings#DEFAULT}
 * @param byListener the name of the policy of each listener
 */
public record PolicySet(Map<String, TargetPolicy> policies, Map<String, String> byListener) {

    /** The policies of the settings. */
    public static PolicySet of(Settings settings) {
        Map<String, String> byListener =
                settings.listeners().stream().collect(Collectors.toUnmodifiableMap(Listener::name, Listener::policy));
        return new PolicySet(settings.policies(), byListener);
    }

    /** The policy of the listener of that name, which is one of these settings. */
    public TargetPolicy of(String listener) {
        return policies.get(byListener.get(listener));
    }

    Stream<BlockList> blockLists() {
        return policies.values().stream().flatMap(policy -> policy.blocked().lists().stream());
    }

    /**
     * The name of a listener that these policies would open to everybody who reaches it, and that those in force do not.
     * Whether everybody may use it is asked of the whole configuration when that is read, and of nothing less.
     */
    Optional<String> exposed(Settings running) {
        return running.listeners().stream()
                .filter(listener -> !listener.address().getAddress().isLoopbackAddress())
                .filter(listener -> listener.authentication().isEmpty() && !listener.requiresCertificate())
                .map(Listener::name)
                .filter(name ->
                        of(name).isOpenTo(name) && !running.policyOf(name).isOpenTo(name))
                .findFirst();
    }
}
