package adit.config;

import adit.config.Settings.Mode;
import adit.http.Target;
import adit.policy.Cidr;
import adit.policy.PortSet;
import adit.policy.TargetPattern;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of all keys: reading, checking, defaults and suggestions follow from it.
 *
 * <p>A key whose function this version lacks is in the table, too. Only its harmless value passes: a limit or a rule
 * that is written down but not enforced would leave open what the operator believes to be closed.
 */
final class Schema {
    private static final List<Key<?>> TABLE = new ArrayList<>();

    private static final Type<String> FILE = Types.text("a file name");

    /** The list of sections that describe listeners. */
    static final String LISTENERS = "listeners";

    static final Key<String> LISTENER_NAME = add(Key.of(
                    "listeners[].name",
                    Types.text("1 to 64 letters, digits, dots, hyphens and underscores", "[A-Za-z0-9._-]{1,64}"),
                    "unique; shown in JMX and records")
            .byDefault("main"));
    static final Key<InetSocketAddress> LISTENER_ADDRESS =
            add(Key.of("listeners[].address", Types.listenAddress(), "where clients connect to")
                    .byDefault("127.0.0.1:8080"));
    static final Key<Mode> LISTENER_MODE =
            add(Key.of("listeners[].mode", Types.choice(Mode.class), "how clients are spoken to")
                    .byDefault("http")
                    .only("http, tcp", mode -> mode != Mode.HTTPS));
    static final Key<Target> LISTENER_DESTINATION =
            add(Key.of("listeners[].destination", Types.target(), "where mode tcp leads to"));

    static final Key<Duration> INITIATION_TIMEOUT = add(Key.of(
                    "client_connection.initiation_timeout",
                    Types.duration("1ms", "7d"),
                    "longest time from the connection to the end of the request head")
            .byDefault("10s"));
    static final RelayKeys CLIENT_TO_TARGET = new RelayKeys("client_connection.relay_policy", "client to target");

    static final Key<Duration> CONNECT_TIMEOUT = add(Key.of(
                    "target_connection.connect_timeout",
                    Types.duration("1ms", "7d"),
                    "longest time to reach a target: look-up and all its addresses together")
            .byDefault("10s"));
    static final Key<Duration> DNS_CACHE_TTL = add(Key.of(
                    "target_connection.dns_cache_ttl",
                    Types.duration("0", "7d"),
                    "how long an answer of the resolver is kept")
            .byDefault("60s"));
    static final Key<TargetPattern> ALLOWED_TARGETS = add(Key.of(
            "target_connection.allowed_targets",
            Types.targetPattern(),
            "the targets that clients may reach: an RE2 expression, found anywhere in host:port"));
    static final RelayKeys TARGET_TO_CLIENT = new RelayKeys("target_connection.relay_policy", "target to client");

    static final Key<PortSet> CONNECT_PORTS = add(Key.of(
                    "policy.allowed_ports.connect",
                    Types.ports(),
                    "the ports that CONNECT may reach; left out, it gives way to allowed_targets")
            .byDefault("443"));
    static final Key<List<Cidr>> ALLOWED_ADDRESSES = add(Key.of(
                    "policy.allowed_addresses",
                    new ListOf<>(Types.cidr()),
                    "blocks of special-purpose addresses that may be reached nevertheless")
            .byDefault(""));
    static final Key<List<Located<String>>> BLOCK_LISTS = add(Key.of(
                    "policy.block_lists",
                    new ListOf<>(Types.located(
                            Types.text("a file name, with wildcards in its last part, such as blocked/*.txt"))),
                    "files of names that nobody may reach")
            .byDefault(""));

    static final Key<Integer> MAX_CONNECTIONS =
            add(Key.of("limits.max_connections", Types.number(1, 10_000_000), "most client connections at once")
                    .byDefault("50000"));
    static final Key<Long> HEAD_SIZE = add(Key.of("limits.head_size", Types.bytes("1kb", "1mb"), "largest request head")
            .byDefault("16kb"));

    static final Key<Duration> DRAIN_TIMEOUT =
            add(Key.of("shutdown.drain_timeout", Types.duration("0", "7d"), "how long open tunnels may go on at a stop")
                    .byDefault("30s"));
    static final Key<Boolean> OPEN_PROXY =
            add(Key.of("open_proxy", Types.flag(), "true: whoever reaches a listener beyond loopback may use it")
                    .byDefault("false"));

    static {
        unsupported("listeners[].tls.keystore", FILE, "a PKCS #12 file with the certificate and its key");
        unsupported("listeners[].tls.password_file", FILE, "a file with the password of the key");
        unsupported("listeners[].tls.certificate", FILE, "a PEM file with the certificate and its chain");
        unsupported("listeners[].tls.key", FILE, "a PEM file with the key");
        unsupported("listeners[].tls.client_ca", FILE, "a PEM file with the authorities that certify clients");
        add(none("listeners[].tls.client_certificate", ClientCertificate.class, "whether clients need a certificate"));
        add(Key.of("policy.allowed_ports.http", Types.ports(), "the ports that plain HTTP requests may reach")
                .byDefault("80, 443"));
        add(Key.of("policy.rules", Types.listLength(), "rules by client and target")
                .byDefault("")
                .only("[]", length -> length == 0));
        unsupported("authentication.htpasswd", FILE, "a file of users and hashed passwords");
        add(Key.of("authentication.realm", Types.text("text"), "shown to clients that must log in")
                .byDefault("Adit")
                .only("Adit", "Adit"::equals));
        add(zero("limits.max_tunnels_per_client", "most tunnels of one client at once; 0 for no limit"));
        add(zero("limits.new_tunnels_per_second_per_client", "most new tunnels of one client; 0 for no limit"));
        unsupported("admin.address", Types.listenAddress(), "where metrics, health and status are served");
        add(none("privacy.client", Privacy.class, "how records show clients"));
        add(none("privacy.user", Privacy.class, "how records show users"));
        add(none("privacy.target", Privacy.class, "how records show targets"));
    }

    private Schema() {}

    static List<Key<?>> keys() {
        return List.copyOf(TABLE);
    }

    static <T> Key<T> add(Key<T> key) {
        TABLE.add(key);
        return key;
    }

    private static <T> void unsupported(String path, Type<T> type, String description) {
        add(Key.of(path, type, description).only("to leave it out", value -> false));
    }

    private static Key<Integer> zero(String path, String description) {
        return Key.of(path, Types.number(0, 10_000_000), description)
                .byDefault("0")
                .only("0", limit -> limit == 0);
    }

    private static <E extends Enum<E>> Key<E> none(String path, Class<E> type, String description) {
        return Key.of(path, Types.choice(type), description).byDefault("none").only("none", value -> value.name()
                .equals("NONE"));
    }

    private enum ClientCertificate {
        NONE,
        REQUEST,
        REQUIRE
    }

    private enum Privacy {
        NONE,
        HASHED,
        FULL
    }
}
