package adit.auth;

import adit.policy.Identity;
import adit.privacy.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One immutable generation of users, their passwords' hashes and their groups. Safe for use by any thread. */
public final class Users {
    private record User(PasswordHash hash, Identity identity) {}

    private final Map<String, User> byName;

    /** Hashes for names that nobody has. */
    private final List<PasswordHash> decoys;

    private final KeyedHash choice = new KeyedHash();

    /** @param groups from user to groups; may lack users, and have users that are none */
    Users(Map<String, PasswordHash> hashes, Map<String, Set<String>> groups) {
        Map<String, User> users = new HashMap<>();
        hashes.forEach((name, hash) ->
                users.put(name, new User(hash, new Identity(name, groups.getOrDefault(name, Set.of())))));
        byName = Map.copyOf(users);
        decoys = List.copyOf(hashes.values());
    }

    /** How many users there are. */
    public int size() {
        return byName.size();
    }

    /** All users with their groups, in no order. */
    public List<Identity> identities() {
        return byName.values().stream().map(User::identity).toList();
    }

    /** The user of that name with its groups; empty where there is none. */
    public Optional<Identity> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(User::identity);
    }

    /**
     * Who it is; empty where user or password is wrong. Which of both cannot be told by the time it takes: a name that
     * nobody has is hashed like that of one of the users, always the same one.
     */
    Optional<Identity> verify(Credentials credentials) {
        if (byName.isEmpty()) {
            return Optional.empty();
        }
        Optional<User> user = Optional.ofNullable(byName.get(credentials.user()));
        boolean matches =
                user.map(User::hash).orElseGet(() -> decoy(credentials.user())).matches(credentials.password());
        return user.filter(found -> matches).map(User::identity);
    }

    private PasswordHash decoy(String name) {
        int chosen = choice.of(name.getBytes(StandardCharsets.UTF_8)).getInt();
        return decoys.get(Math.floorMod(chosen, decoys.size()));
    }

    /** Whether the other has the same users with the same hashes and groups. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Users users && users.byName.equals(byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return size() + " users";
    }
}
