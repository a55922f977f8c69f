package adit.config;

import adit.auth.Realm;
import adit.auth.UserFiles;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sections that say who may use a listener, and the files of users that they name. */
final class Authentications {
    private static final AuthenticationKeys KEYS = Schema.AUTHENTICATION;

    private final NamedFiles files;
    private final Values values;
    private final Problems problems;

    Authentications(NamedFiles files, Values values, Problems problems) {
        this.files = files;
        this.values = values;
        this.problems = problems;
    }

    /** Those that a listener may name, whether or not their files can be read. */
    Set<String> names() {
        Set<String> names =
                new LinkedHashSet<>(values.named(Schema.AUTHENTICATIONS).keySet());
        values.find(KEYS.htpasswd()).ifPresent(file -> names.add(Settings.DEFAULT));
        return names;
    }

    /** By name, the one named default first where there is one. */
    Map<String, Realm> read() {
        Map<String, Realm> realms = new LinkedHashMap<>();
        realm(AuthenticationKeys.SECTION, values).ifPresent(realm -> realms.put(Settings.DEFAULT, realm));
        values.named(Schema.AUTHENTICATIONS).forEach((name, item) -> {
            Values own = values.alone(item);
            requireUsers(item, own);
            realm(item.path(), own).ifPresent(realm -> realms.put(name, realm));
        });
        return Collections.unmodifiableMap(realms);
    }

    private void requireUsers(Item item, Values own) {
        String key = path(item.path(), KEYS.htpasswd());
        if (own.find(KEYS.htpasswd()).isEmpty() && !problems.concern(key)) {
            problems.refuse(item.location(), key, "nothing", Schema.FILE.allowed());
        }
    }

    /** Empty where the section names no users, or a problem has been reported. */
    private Optional<Realm> realm(String section, Values own) {
        Optional<Located<String>> users = own.find(KEYS.htpasswd());
        if (users.isEmpty()) {
            refuseTheRest(section, own);
            return Optional.empty();
        }
        int before = problems.count();
        Optional<Path> htpasswd = files.find(path(section, KEYS.htpasswd()), users.get());
        Optional<Path> groups = own.find(KEYS.groups()).flatMap(file -> files.find(path(section, KEYS.groups()), file));
        return problems.count() > before
                ? Optional.empty()
                : open(section, own, new UserFiles(htpasswd.orElseThrow(), groups));
    }

    /** What is written down without users would leave open what the operator believes to be closed. */
    private void refuseTheRest(String section, Values own) {
        String allowed = "only with " + path(section, KEYS.htpasswd());
        Stream.of(KEYS.groups(), KEYS.realm()).forEach(key -> own.find(key)
                .filter(value -> !value.isDefault())
                .ifPresent(value ->
                        problems.refuse(value.location(), path(section, key), Shown.quoted(value.value()), allowed)));
    }

    private Optional<Realm> open(String section, Values own, UserFiles userFiles) {
        Realms.Source htpasswd = source(section, own, KEYS.htpasswd()).orElseThrow();
        Realms.Source groups = source(section, own, KEYS.groups()).orElse(htpasswd);
        return new Realms(problems).open(own.get(KEYS.realm()), userFiles, htpasswd, groups);
    }

    private static Optional<Realms.Source> source(String section, Values own, Key<String> key) {
        return own.find(key).map(file -> new Realms.Source(path(section, key), file.location()));
    }

    private static String path(String section, Key<?> key) {
        return section + "." + key.name();
    }
}
