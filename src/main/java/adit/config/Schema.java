package adit.config;

import adit.config.Settings.DataPath;
import adit.config.Settings.Mode;
import adit.http.Target;
import adit.policy.Cidr;
import adit.policy.HostPattern;
import adit.policy.PolicyMode;
import adit.policy.PortSet;
import adit.policy.Rule;
import adit.policy.TargetPattern;
import adit.policy.Times.Hours;
import java.net.InetSocketAddress;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The table of all keys: reading, checking, defaults and suggestions follow from it.
 */
final class Schema {
    private static final List<Key<?>> TABLE = new ArrayList<>();

    static final Type<String> FILE = Types.text("a file name");

    /** The list of sections that describe listeners. */
    static final String LISTENERS = "listeners";

    static final Key<String> LISTENER_NAME =
            add(Key.of("listeners[].name", Types.name(), "unique; shown in JMX and records")
                    .byDefault("main"));
    static final Key<InetSocketAddress> LISTENER_ADDRESS =
            add(Key.of("listeners[].address", Types.listenAddress(), "where clients connect to")
                    .byDefault("127.0.0.1:8080"));
    static final Key<Mode> LISTENER_MODE =
            add(Key.of("listeners[].mode", Types.choice(Mode.class), "how clients are spoken to")
                    .byDefault("http"));
    static final Key<Target> LISTENER_DESTINATION =
            add(Key.of("listeners[].destination", Types.target(), "where mode tcp leads to"));
    static final Key<String> LISTENER_POLICY =
            add(Key.of("listeners[].policy", Types.name(), "the policy that its clients are subject to")
                    .byDefault(Settings.DEFAULT));
    static final Key<String> LISTENER_AUTHENTICATION = add(Key.of(
            "listeners[].authentication",
            Types.name(),
            "how its clients say who they are, or none; left out, it is the one named default, if there is one"));

    static final TlsKeys TLS = TlsKeys.add();

    static final Key<Duration> INITIATION_TIMEOUT = add(Key.of(
                    "client_connection.initiation_timeout",
                    Types.duration("1ms", "7d"),
                    "longest time from the connection to the end of the request head")
            .byDefault("10s"));
    static final RelayKeys CLIENT_TO_TARGET = new RelayKeys("client_connection.relay_policy", "client to target");
    static final TcpKeys CLIENT_TCP = new TcpKeys("client_connection.tcp");

    static final Key<Duration> CONNECT_TIMEOUT = add(Key.of(
                    "target_connection.connect_timeout",
                    Types.duration("1ms", "7d"),
                    "longest time to reach a target: look-up and all its addresses together")
            .byDefault("10s"));
    static final DnsKeys DNS = DnsKeys.add();
    static final Key<TargetPattern> ALLOWED_TARGETS = add(Key.of(
            "target_connection.allowed_targets",
            Types.targetPattern(),
            "the targets that clients may reach: an RE2 expression, found anywhere in host:port"));
    static final RelayKeys TARGET_TO_CLIENT = new RelayKeys("target_connection.relay_policy", "target to client");
    static final TcpKeys TARGET_TCP = new TcpKeys("target_connection.tcp");

    static final Key<PortSet> CONNECT_PORTS = add(Key.of(
                    "policy.allowed_ports.connect",
                    Types.ports(),
                    "the ports that CONNECT may reach; left out, it gives way to allowed_targets and rules")
            .byDefault("443"));
    static final Key<PortSet> HTTP_PORTS = add(Key.of(
                    "policy.allowed_ports.http",
                    Types.ports(),
                    "the ports that plain HTTP requests may reach; left out, it gives way likewise")
            .byDefault("80, 443"));
    static final Key<List<Cidr>> ALLOWED_ADDRESSES = add(Key.of(
                    "policy.allowed_addresses",
                    new ListOf<>(Types.cidr()),
                    "blocks of special-purpose addresses that may be reached nevertheless")
            .byDefault(""));
    static final Key<List<Item>> BLOCK_LISTS =
            add(Key.of("policy.block_lists", new ListOf<>(new BlockListType()), "lists of names that nobody may reach")
                    .byDefault(""));

    static final Key<PolicyMode> POLICY_MODE = add(Key.of(
                    "policy.mode",
                    Types.choice(PolicyMode.class),
                    "what becomes of what block lists and rules deny: denied, only reported, or not even asked")
            .byDefault("enforce"));
    static final Key<ZoneId> TIME_ZONE = add(Key.of(
            "policy.time_zone",
            Types.timeZone(),
            "where the days and hours of rules are told; left out, that of the system"));

    /** The list of sections that describe the rules of a policy. */
    static final String RULES = "policy.rules";

    static final Key<String> RULE_ID =
            add(Key.of("policy.rules[].id", Types.name(), "unique in its policy; told to clients that it refuses"));
    static final Key<Rule.Action> RULE_ACTION =
            add(Key.of("policy.rules[].action", Types.choice(Rule.Action.class), "what becomes of what it matches"));
    static final Key<List<HostPattern>> RULE_HOSTS =
            add(Key.of("policy.rules[].hosts", ListOf.some(Types.hosts()), "matches these hosts only"));
    static final Key<PortSet> RULE_PORTS =
            add(Key.of("policy.rules[].ports", Types.somePorts(), "matches these ports only"));
    static final Key<List<Cidr>> RULE_ADDRESSES = add(Key.of(
            "policy.rules[].addresses",
            ListOf.some(Types.cidr()),
            "matches targets that resolve to these blocks only; decided for each address"));
    static final Key<List<Located<String>>> RULE_LISTENERS = add(Key.of(
            "policy.rules[].listeners",
            ListOf.some(Types.located(Types.name())),
            "matches requests that came in by these listeners only"));
    static final Key<List<Cidr>> RULE_CLIENTS =
            add(Key.of("policy.rules[].clients", ListOf.some(Types.cidr()), "matches clients of these blocks only"));
    static final Key<List<String>> RULE_USERS = add(
            Key.of("policy.rules[].users", ListOf.some(Types.text("the name of a user")), "matches these users only"));
    static final Key<List<String>> RULE_GROUPS = add(Key.of(
            "policy.rules[].groups",
            ListOf.some(Types.text("the name of a group")),
            "matches users of any of these groups only"));

    static final Key<List<Set<DayOfWeek>>> RULE_DAYS =
            add(Key.of("policy.rules[].days", ListOf.some(Types.days()), "matches on these days only"));
    static final Key<Hours> RULE_HOURS =
            add(Key.of("policy.rules[].hours", Types.hours(), "matches in these hours only"));

    /** The sections, by names of the operator's choosing, that describe further policies. */
    static final String POLICIES = "policies";

    static final AuthenticationKeys AUTHENTICATION = AuthenticationKeys.add();

    /** The sections, by names of the operator's choosing, that describe further ways to say who one is. */
    static final String AUTHENTICATIONS = "authentications";

    static final Key<Duration> CLIENT_IDLE_TIMEOUT = add(Key.of(
                    "http.client_idle_timeout",
                    Types.duration("1ms", "7d"),
                    "longest wait for the next plain HTTP request of a client")
            .byDefault("60s"));
    static final Key<Duration> ORIGIN_IDLE_TIMEOUT = add(Key.of(
                    "http.origin_idle_timeout",
                    Types.duration("1ms", "7d"),
                    "how long a connection to an origin is kept for the next plain HTTP request")
            .byDefault("30s"));
    static final Key<Integer> MAX_IDLE_ORIGINS = add(Key.of(
                    "http.max_idle_origins",
                    Types.number(0, 1_000_000),
                    "most connections to origins that are kept so, for each I/O thread")
            .byDefault("256"));

    static final Key<Integer> MAX_CONNECTIONS =
            add(Key.of("limits.max_connections", Types.number(1, 10_000_000), "most client connections at once")
                    .byDefault("50000"));
    static final Key<Long> HEAD_SIZE = add(Key.of("limits.head_size", Types.bytes("1kb", "1mb"), "largest request head")
            .byDefault("16kb"));
    static final WorkKeys WORK_LIMITS = new WorkKeys();
    static final LimitKeys SHARED_LIMITS = new LimitKeys();

    static final Key<DataPath> DATA_PATH = add(Key.of(
                    "relay.data_path",
                    Types.choice(DataPath.class),
                    "auto: the kernel moves bytes in bulk by itself where Java and the system can; copy: the program does")
            .byDefault("auto"));
    static final Key<Duration> DRAIN_TIMEOUT =
            add(Key.of("shutdown.drain_timeout", Types.duration("0", "7d"), "how long open tunnels may go on at a stop")
                    .byDefault("30s"));
    static final Key<Boolean> WATCH = add(Key.of(
                    "reload.watch",
                    Types.flag(),
                    "true: reload by itself when the configuration or a file it names changes")
            .byDefault("false"));
    static final Key<Duration> WATCH_INTERVAL =
            add(Key.of("reload.interval", Types.duration("1s", "1h"), "how often the files are looked at")
                    .byDefault("5s"));
    static final AdminKeys ADMIN = AdminKeys.add();

    static final PrivacyKeys PRIVACY = PrivacyKeys.add();

    static final AccessLogKeys ACCESS_LOG = AccessLogKeys.add();

    static final Key<Boolean> OPEN_PROXY =
            add(Key.of("open_proxy", Types.flag(), "true: whoever reaches a listener beyond loopback may use it")
                    .byDefault("false"));

    static final JmxKeys JMX = JmxKeys.add();

    private Schema() {}

    static List<Key<?>> keys() {
        return List.copyOf(TABLE);
    }

    /** All that a file may have. A further policy has in one section what the first has in two. */
    static Section root() {
        return Section.of(keys())
                .repeat("policy", POLICIES, ALLOWED_TARGETS)
                .repeat(AuthenticationKeys.SECTION, AUTHENTICATIONS);
    }

    static <T> Key<T> add(Key<T> key) {
        TABLE.add(key);
        return key;
    }
}
