package adit.config;

import adit.tcp.KeepAlive;
import adit.tcp.TcpOptions;
import java.time.Duration;

/** The keys that set the TCP options of one side. */
final class TcpKeys {
    private final Key<Boolean> nodelay;
    private final Key<Duration> idle;
    private final Key<Duration> interval;
    private final Key<Integer> count;
    private final Key<Long> sendBuffer;
    private final Key<Long> receiveBuffer;
    private final Key<Duration> userTimeout;

    /** The bounds of the times and the count are those of Linux. */
    TcpKeys(String section) {
        nodelay = key(section + ".nodelay", Types.flag(), "whether small segments are sent at once", "true");
        idle = key(
                section + ".keep_alive.idle",
                Types.seconds("0", "9h"),
                "silence before a connection is probed for its peer; 0: it is not",
                "0s");
        interval = key(section + ".keep_alive.interval", Types.seconds("1s", "9h"), "from probe to probe", "10s");
        count = key(section + ".keep_alive.count", Types.number(1, 127), "most probes without an answer", "6");
        sendBuffer = buffer(section + ".send_buffer", "what may wait to be sent");
        receiveBuffer = buffer(section + ".receive_buffer", "what may wait to be read");
        userTimeout = key(
                section + ".user_timeout",
                Types.duration("0", "7d"),
                "how long sent bytes may go without acknowledgement, where the JDK can set that",
                "0s");
    }

    private static <T> Key<T> key(String path, Type<T> type, String description, String usual) {
        return Schema.add(Key.of(path, type, description).byDefault(usual));
    }

    private static Key<Long> buffer(String path, String description) {
        return key(path, Types.bytes("0", "1gb"), "bytes of the system's memory for " + description, "0");
    }

    TcpOptions read(Values values, Problems problems) {
        check(values.located(idle), idle, TcpOptions.knowsKeepAliveTimes(), problems);
        check(values.located(userTimeout), userTimeout, TcpOptions.knowsUserTimeout(), problems);
        return new TcpOptions(
                values.get(nodelay),
                new KeepAlive(values.get(idle), values.get(interval), values.get(count)),
                values.get(sendBuffer).intValue(),
                values.get(receiveBuffer).intValue(),
                values.get(userTimeout));
    }

    private static void check(Located<Duration> time, Key<Duration> key, boolean known, Problems problems) {
        if (!known && !time.value().isZero()) {
            problems.add(time.location(), key.path(), "is not supported by this JDK; allowed: 0");
        }
    }
}
