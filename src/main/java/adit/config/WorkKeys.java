package adit.config;

import adit.config.Settings.Work;

/** The keys that bound what the proxy has begun and not finished. */
final class WorkKeys {
    private final Key<Integer> handshakes = Schema.add(
            Key.of("limits.max_handshakes", Types.number(1, 1_000_000), "most TLS handshakes of clients at once")
                    .byDefault("2000"));
    private final Key<Integer> pendingConnects = Schema.add(Key.of(
                    "limits.max_pending_connects",
                    Types.number(1, 1_000_000),
                    "most connections to targets that are being made at once")
            .byDefault("5000"));
    private final Key<Long> parkedBytes = Schema.add(
            Key.of(
                    "limits.parked_bytes",
                    Types.bytes("1mb", "1024gb"),
                    "most memory for bytes that wait for slow readers; left out, a quarter of what Java may take beside its heap"));

    Work read(Values values) {
        return new Work(
                values.get(handshakes),
                values.get(pendingConnects),
                values.find(parkedBytes).map(Located::value).orElseGet(() -> JavaMemory.besideTheHeap() / 4));
    }
}
