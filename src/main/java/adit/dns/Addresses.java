package adit.dns;

import adit.dns.Finding.Failed;
import adit.dns.Finding.Known;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import adit.tunnel.Resolver;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the findings for both families come to.
 *
 * @param failure why there may be more than these, or the first where both families have one
 */
record Addresses(String host, List<InetAddress> addresses, Optional<Rejection> failure) {

    static Addresses of(String host, Map<Family, Finding> findings) {
        List<InetAddress> addresses = new ArrayList<>();
        Optional<Rejection> failure = Optional.empty();
        for (Finding finding : findings.values()) {
            if (finding instanceof Known known) {
                addresses.addAll(known.addresses());
            } else if (finding instanceof Failed failed && failure.isEmpty()) {
                failure = Optional.of(failed.rejection());
            }
        }
        return new Addresses(host, List.copyOf(addresses), failure);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    /** One family is enough. */
    boolean hasFailed() {
        return isEmpty() && failure.isPresent();
    }

    void tell(Resolver.Answer answer) {
        if (isEmpty()) {
            answer.failed(failure.orElseGet(
                    () -> new Rejection(Outcome.RESOLVE_FAILED, "The name " + host + " has no address.")));
        } else {
            answer.found(addresses);
        }
    }
}
