package adit.config;

import adit.auth.Realm;
import adit.auth.UserFiles;
import adit.config.RemoteJmx.Role;
import adit.policy.Identity;
import adit.tls.ClientCertificate;
import adit.tls.ClientIdentity;
import adit.tls.Credential;
import adit.tls.TlsContext;
import adit.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds between the keys of the section {@code jmx}, and what they lead to. Whoever gets in there rules the proxy. */
final class JmxSection {
    private static final String TLS = JmxKeys.SECTION + ".tls";
    private static final String TLS_ALLOWED = "keystore, or certificate and key: there is no JMX without TLS";

    private final JmxKeys keys;
    private final Values values;
    private final NamedFiles files;
    private final Problems problems;

    JmxSection(JmxKeys keys, Values values, NamedFiles files, Problems problems) {
        this.keys = keys;
        this.values = values;
        this.files = files;
        this.problems = problems;
    }

    /** @param at where the section is */
    Optional<RemoteJmx> read(Location at) {
        Optional<InetSocketAddress> address =
                find(at, keys.address(), "the address and port where operators connect to");
        List<Credential> credentials = credentials(at);
        Optional<Path> htpasswd = file(at, keys.htpasswd(), "a file of passwords: there is no JMX without them");
        Optional<Path> access = file(at, keys.access(), "a file of the roles monitor and control");
        if (address.isEmpty() || credentials.isEmpty() || htpasswd.isEmpty() || access.isEmpty()) {
            return Optional.empty();
        }
        UserFiles operators = new UserFiles(htpasswd.get(), access);
        TlsSettings tls =
                new TlsSettings(credentials, ClientCertificate.NONE, List.of(), ClientIdentity.SUBJECT, List.of());
        return open(operators).map(realm -> new RemoteJmx(address.get(), new TlsContext(tls), operators, realm));
    }

    private <T> Optional<T> find(Location at, Key<T> key, String allowed) {
        Optional<Located<T>> value = values.find(key);
        if (value.isEmpty() && !problems.concern(key.path())) {
            problems.refuse(at, key.path(), "nothing", allowed);
        }
        return value.map(Located::value);
    }

    private Optional<Path> file(Location at, Key<String> key, String allowed) {
        return find(at, key, allowed)
                .flatMap(name -> files.find(key.path(), values.find(key).orElseThrow()))
                .filter(file -> files.isPrivate(key.path(), at(key), file));
    }

    private List<Credential> credentials(Location at) {
        keys.tls().all().filter(key -> !key.equals(keys.tls().certificate())).forEach(key -> values.find(key)
                .flatMap(name -> files.find(key.path(), name))
                .ifPresent(file -> files.isPrivate(key.path(), at(key), file)));
        return new CertificateFiles(files, problems, new ArrayList<>()).read(TLS, at, TLS_ALLOWED, keys.tls(), values);
    }

    private Optional<Realm> open(UserFiles operators) {
        Optional<Realm> realm =
                new Realms(problems).open("JMX", operators, source(keys.htpasswd()), source(keys.access()));
        realm.ifPresent(opened -> opened.users().identities().forEach(this::checkRole));
        return realm;
    }

    private Realms.Source source(Key<String> key) {
        return new Realms.Source(key.path(), at(key));
    }

    private void checkRole(Identity operator) {
        if (Role.of(operator).isEmpty()) {
            problems.refuse(
                    at(keys.access()),
                    keys.access().path(),
                    "no role for " + Shown.quoted(operator.user()),
                    "a line 'monitor: NAME' or 'control: NAME' for each user of "
                            + keys.htpasswd().path());
        }
    }

    /** Where the value of a key is that there is. */
    private Location at(Key<String> key) {
        return values.find(key).orElseThrow().location();
    }
}
