package adit.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An option that not every JDK and system has: found by its name among those that sockets have here. */
enum ExtendedOption {
    /** Seconds of silence before the first probe. */
    TCP_KEEPIDLE,
    /** Seconds from one probe to the next. */
    TCP_KEEPINTERVAL,
    /** How many probes may go unanswered. */
    TCP_KEEPCOUNT,
    /** Milliseconds that sent bytes may go without acknowledgement (RFC 5482). */
    TCP_USER_TIMEOUT;

    private static final Map<String, SocketOption<Integer>> FOUND = find();

    private static Map<String, SocketOption<Integer>> find() {
        try (Socket probe = new Socket()) {
            return probe.supportedOptions().stream()
                    .filter(option -> option.type() == Integer.class)
                    .map(ExtendedOption::ofIntegers)
                    .collect(Collectors.toUnmodifiableMap(SocketOption::name, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // its type was looked at
    private static SocketOption<Integer> ofIntegers(SocketOption<?> option) {
        return (SocketOption<Integer>) option;
    }

    boolean isSupported() {
        return FOUND.containsKey(name());
    }

    /** To be called only where it is supported. */
    void set(NetworkChannel channel, int value) throws IOException {
        channel.setOption(FOUND.get(name()), value);
    }
}
