package adit.config;

import adit.lists.BlockList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last versions of the policies, newest first. They share the block lists that did not change. Immutable. */
record PolicyHistory(List<PolicyVersion> versions) {
    static final int MOST_VERSIONS = 50;

    /** In entries of block lists that only earlier versions have: an operator needs the memory more than an old list. */
    static final long MOST_ENTRIES = 2_000_000;

    PolicyHistory {
        versions = List.copyOf(versions);
    }

    PolicyVersion newest() {
        return versions.get(0);
    }

    Optional<PolicyVersion> find(long number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    /** With one version more, and without those that there is no room for. */
    PolicyHistory with(PolicyVersion next) {
        List<PolicyVersion> kept = new ArrayList<>(List.of(next));
        Set<BlockList> lists = Collections.newSetFromMap(new IdentityHashMap<>());
        next.policies().blockLists().forEach(lists::add);
        long entries = 0;
        for (PolicyVersion version : versions) {
            entries += version.policies()
                    .blockLists()
                    .filter(lists::add)
                    .mapToLong(BlockList::size)
                    .sum();
            if (kept.size() == MOST_VERSIONS || entries > MOST_ENTRIES) {
                break;
            }
            kept.add(version);
        }
        return new PolicyHistory(kept);
    }
}
