package adit.net;

import adit.splice.Pipes;
import adit.splice.Splicing;
import java.util.Optional;

/** How the relays of one I/O thread move their bytes. Belongs to the processor's thread, but for the figures. */
final class RelayPaths implements AutoCloseable {
    private final CopyPath copying;
    private final Optional<SplicePath> splicing;

    /** @param decision for one I/O thread */
    RelayPaths(TunnelProcessor processor, Splicing decision) {
        copying = new CopyPath(processor);
        splicing =
                decision.on() ? Optional.of(new SplicePath(processor, new Pipes(decision.pipes()))) : Optional.empty();
    }

    /** What a relay between these two goes by: what TLS carries cannot do without the program. */
    CopyPath between(Wire client, Wire target) {
        return splicing.isPresent() && client.isPlain() && target.isPlain() ? splicing.get() : copying;
    }

    /** Pipes that are open. From any thread. */
    int pipes() {
        return splicing.map(SplicePath::pipes).orElse(0);
    }

    /** Bytes that went by pipes. From any thread. */
    long spliced() {
        return splicing.map(SplicePath::moved).orElse(0L);
    }

    @Override
    public void close() {
        splicing.ifPresent(SplicePath::close);
    }
}
