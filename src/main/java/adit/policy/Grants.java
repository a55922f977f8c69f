package adit.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The temporary grants in force, in the order in which they were given; the first that covers a request stands. Immutable. */
public record Grants(List<Grant> all) {
    public static final Grants NONE = new Grants(List.of());

    public Grants {
        all = List.copyOf(all);
    }

    /** The grant that the request passes by; empty where there is none. */
    public Optional<Grant> covering(AccessRequest request) {
        for (Grant grant : all) {
            if (grant.covers(request)) {
                return Optional.of(grant);
            }
        }
        return Optional.empty();
    }

    public Optional<Grant> find(String id) {
        return all.stream().filter(grant -> grant.id().equals(id)).findFirst();
    }

    public Grants with(Grant grant) {
        return new Grants(Stream.concat(all.stream(), Stream.of(grant)).toList());
    }

    public Grants without(String id) {
        return new Grants(all.stream().filter(grant -> !grant.id().equals(id)).toList());
    }

    /** Those that are not over at the time. */
    public Grants at(Instant time) {
        return new Grants(all.stream().filter(grant -> !grant.isOverAt(time)).toList());
    }
}
