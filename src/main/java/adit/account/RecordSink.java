package adit.account;

/** Takes the record of each tunnel that ended. Called on I/O threads, so it must be thread-safe and return at once. */
@FunctionalInterface
public interface RecordSink {
    void accept(TunnelRecord tunnel);
}
