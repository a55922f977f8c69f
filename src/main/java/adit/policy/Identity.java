package adit.policy;

import java.util.Set;

/**
 * Who a client has proved to be.
 *
 * @param user the name that rules, records and limits go by
 * @param groups the groups that it belongs to; may be empty
 */
public record Identity(String user, Set<String> groups) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
