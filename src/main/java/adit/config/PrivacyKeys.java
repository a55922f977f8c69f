package adit.config;

import adit.privacy.Dial;
import adit.privacy.Disclosure;

/** The keys that say what is shown of who is served, and where to. */
record PrivacyKeys(Key<Disclosure> client, Key<Disclosure> user, Key<Disclosure> target) {
    static PrivacyKeys add() {
        return new PrivacyKeys(
                key("privacy.client", "what is shown of the addresses of clients"),
                key("privacy.user", "what is shown of the names of users"),
                key("privacy.target", "what is shown of the targets of tunnels"));
    }

    private static Key<Disclosure> key(String path, String description) {
        return Schema.add(
                Key.of(path, Types.choice(Disclosure.class), description).byDefault("none"));
    }

    Dial read(Values values) {
        return new Dial(values.get(client), values.get(user), values.get(target));
    }
}
