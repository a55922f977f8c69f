package adit.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Channels that wait to be closed. To close one while it is registered costs a shutdown of its own; once the next select
 * has dropped the cancelled key, closing is one system call. Belongs to the processor's thread.
 */
final class ClosingChannels {
    private static final Logger LOG = LogManager.getLogger(ClosingChannels.class);

    private final List<Closeable> channels = new ArrayList<>();

    void add(Closeable channel, SelectionKey key) {
        key.cancel();
        channels.add(channel);
    }

    boolean isEmpty() {
        return channels.isEmpty();
    }

    void closeAll() {
        for (Closeable channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A channel did not close in order", e);
            }
        }
        channels.clear();
    }
}
