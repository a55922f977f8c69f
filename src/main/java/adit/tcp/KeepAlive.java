package adit.tcp;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.time.Duration;

/**
 * When a silent connection is probed for a peer that is gone (RFC 9293, 3.8.4).
 *
 * @param idle silence before the first probe, in whole seconds; zero for no probes
 * @param interval from one probe to the next, in whole seconds, at least one
 * @param count how many probes in a row may go unanswered, at least one
 */
public record KeepAlive(Duration idle, Duration interval, int count) {

    boolean isOn() {
        return !idle.isZero();
    }

    /** Whether the times of a connection can be set here. */
    static boolean isSupported() {
        return ExtendedOption.TCP_KEEPIDLE.isSupported()
                && ExtendedOption.TCP_KEEPINTERVAL.isSupported()
                && ExtendedOption.TCP_KEEPCOUNT.isSupported();
    }

    /** Sets when probes are sent; not whether. */
    void setTimes(NetworkChannel channel) throws IOException {
        if (isOn()) {
            ExtendedOption.TCP_KEEPIDLE.set(channel, (int) idle.toSeconds());
            ExtendedOption.TCP_KEEPINTERVAL.set(channel, (int) interval.toSeconds());
            ExtendedOption.TCP_KEEPCOUNT.set(channel, count);
        }
    }
}
