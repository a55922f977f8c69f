package adit.config;

import adit.auth.Token;
import adit.config.Scalar.Style;
import adit.config.Settings.Listener;
import adit.http.BadTargetException;
import adit.http.Host;
import adit.policy.HostPattern;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys that say what is served to operators and their programs, and where. */
record AdminKeys(
        Key<InetSocketAddress> address,
        Key<String> tokenFile,
        Key<Host> pacHost,
        Key<List<HostPattern>> pacDirect,
        Key<Boolean> pacWpad) {

    static AdminKeys add() {
        return new AdminKeys(
                Schema.add(Key.of(
                        "admin.address",
                        loopback(),
                        "where status page, metrics, health and proxy.pac are served; left out, nowhere")),
                Schema.add(Key.of(
                        "admin.token_file",
                        Schema.FILE,
                        "a file of the token that lets operators act by the status page; left out, it only shows")),
                Schema.add(Key.of(
                        "admin.pac.host",
                        host(),
                        "what clients call this machine; left out, proxy.pac says addresses")),
                Schema.add(Key.of(
                                "admin.pac.direct",
                                new ListOf<>(direct()),
                                "hosts that proxy.pac has clients reach without the proxy")
                        .byDefault("")),
                Schema.add(Key.of("admin.pac.wpad", Types.flag(), "true: proxy.pac is served as /wpad.dat, too")
                        .byDefault("false")));
    }

    private static Type<InetSocketAddress> loopback() {
        String allowed = "a loopback address and a port from 0 (any free one) to 65535, such as 127.0.0.1:8081,"
                + " [::1]:8081 or localhost:8081";
        return new Scalar<>(Style.TEXT, allowed, text -> {
            InetSocketAddress address = ListenAddress.parse(text);
            if (!address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException();
            }
            return address;
        });
    }

    private static Type<Host> host() {
        return new Scalar<>(Style.TEXT, "a host name or an IP address, such as proxy.example", text -> {
            try {
                return Host.parse(text);
            } catch (BadTargetException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }

    /** What a browser can tell without a look-up. */
    private static Type<HostPattern> direct() {
        return new Scalar<>(Style.TEXT, "a name, *.name for every name below it, or an IP address", text -> {
            HostPattern pattern = HostPattern.parse(text);
            if (pattern instanceof HostPattern.Expression) {
                throw new IllegalArgumentException();
            }
            return pattern;
        });
    }

    /** Its port is no listener's: whether a tunnel leads to the proxy itself is then told by the port alone. */
    AdminSettings read(Values values, List<Listener> listeners, NamedFiles files, Problems problems) {
        Optional<Located<InetSocketAddress>> chosen = values.find(address);
        chosen.ifPresent(place -> listeners.stream()
                .filter(listener ->
                        listener.address().getPort() == place.value().getPort())
                .filter(listener -> listener.address().getPort() != 0)
                .findFirst()
                .ifPresent(listener -> problems.refuse(
                        place.location(),
                        address.path(),
                        "'" + ListenAddress.text(place.value()) + "', the port of listener " + listener.name(),
                        "a port of its own")));
        AdminSettings.Pac pac = new AdminSettings.Pac(
                values.find(pacHost).map(Located::value), values.get(pacDirect), values.get(pacWpad));
        Optional<Token> token = values.find(tokenFile).flatMap(name -> token(name, files, problems));
        return new AdminSettings(chosen.map(Located::value), token, pac);
    }

    /** Who has it rules the proxy. */
    private Optional<Token> token(Located<String> name, NamedFiles files, Problems problems) {
        Optional<byte[]> content = files.readPrivate(tokenFile.path(), name, AdminKeys::beginning);
        Optional<Token> token = content.flatMap(Token::of);
        if (content.isPresent() && token.isEmpty()) {
            String found = Shown.quoted(name.value()) + ", which has no token";
            problems.refuse(name.location(), tokenFile.path(), found, Token.ALLOWED);
        }
        return token;
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Token.MOST_BYTES + 1);
        }
    }
}
