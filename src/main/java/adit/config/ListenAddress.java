package adit.config;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to listen, as operators write it. No name is looked up: what a name means can change, a listener cannot. */
public final class ListenAddress {
    private static final Pattern ADDRESS =
            Pattern.compile("(\\[(?<six>[^]]+)]|(?<host>[^:]+)):(?<port>0|[1-9][0-9]{0,4})");

    private static final int HIGHEST_PORT = 65535;

    private ListenAddress() {}

    /** @throws IllegalArgumentException where the text is not {@code address:port} or {@code localhost:port} */
    static InetSocketAddress parse(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        Optional<InetAddress> address = matcher.group("six") == null
                ? four(matcher.group("host"))
                : IpAddress.parse(matcher.group("six"))
                        .filter(a -> matcher.group("six").indexOf(':') >= 0);
        int port = Integer.parseInt(matcher.group("port"));
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException();
        }
        return new InetSocketAddress(address.orElseThrow(IllegalArgumentException::new), port);
    }

    /** The address as an operator would write it. */
    public static String text(InetSocketAddress address) {
        String host = IpAddress.text(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static Optional<InetAddress> four(String host) {
        return host.equals("localhost") ? Optional.of(InetAddress.getLoopbackAddress()) : IpAddress.parse(host);
    }
}
