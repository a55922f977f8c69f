package adit.config;

import adit.config.Settings.Listener;
import adit.config.Settings.Mode;
import adit.http.Target;
import adit.policy.TargetPolicy;
import adit.tls.ClientCertificate;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds between the keys of the listeners. */
final class Listeners {
    private final Values values;
    private final Map<String, TargetPolicy> policies;
    private final Set<String> authentications;
    private final TlsSection tls;
    private final Problems problems;
    private final Map<String, String> pathsByName = new HashMap<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    /**
     * @param policies those that a listener may name
     * @param authentications the names of those that a listener may name
     */
    Listeners(
            Values values,
            Map<String, TargetPolicy> policies,
            Set<String> authentications,
            TlsSection tls,
            Problems problems) {
        this.values = values;
        this.policies = policies;
        this.authentications = authentications;
        this.tls = tls;
        this.problems = problems;
    }

    List<Listener> read() {
        List<Listener> listeners = new ArrayList<>();
        for (Item item : values.items(Schema.LISTENERS)) {
            listeners.add(read(item, values.over(item)));
        }
        return List.copyOf(listeners);
    }

    private Listener read(Item item, Values own) {
        Located<String> name = own.located(Schema.LISTENER_NAME);
        Located<InetSocketAddress> address = own.located(Schema.LISTENER_ADDRESS);
        Mode mode = own.get(Schema.LISTENER_MODE);
        Optional<Located<Target>> destination = own.find(Schema.LISTENER_DESTINATION);
        Listener listener = new Listener(
                name.value(),
                address.value(),
                mode,
                destination.map(Located::value),
                policy(item, own.located(Schema.LISTENER_POLICY)),
                authentication(item, mode, own.find(Schema.LISTENER_AUTHENTICATION)),
                tls.read(item, mode, own));
        checkName(item, name);
        checkDestination(item, mode, destination);
        checkApart(item, address);
        if (!asksForNames(listener, own)) {
            checkExposure(item, address, listener);
        }
        return listener;
    }

    private void checkName(Item item, Located<String> name) {
        String first = pathsByName.putIfAbsent(name.value(), item.path());
        if (first != null) {
            String found = Shown.quoted(name.value()) + ", the name of " + first;
            problems.refuse(place(item, name), item.path() + ".name", found, "a name of its own");
        }
    }

    private String policy(Item item, Located<String> name) {
        if (!policies.containsKey(name.value())) {
            problems.refuseName(place(item, name), item.path() + ".policy", name.value(), policies.keySet());
            return Settings.DEFAULT;
        }
        return name.value();
    }

    /** A client of mode tcp has no way to say who it is. */
    private Optional<String> authentication(Item item, Mode mode, Optional<Located<String>> chosen) {
        String name = chosen.map(Located::value)
                .orElse(
                        mode != Mode.TCP && authentications.contains(Settings.DEFAULT)
                                ? Settings.DEFAULT
                                : Settings.NONE);
        if (name.equals(Settings.NONE)) {
            return Optional.empty();
        }
        if (chosen.isPresent() && mode == Mode.TCP) {
            String key = item.path() + ".authentication";
            problems.refuse(chosen.get().location(), key, Shown.quoted(name), "none with mode tcp");
        } else if (!authentications.contains(name)) {
            Set<String> known = new HashSet<>(authentications);
            known.add(Settings.NONE);
            problems.refuseName(chosen.orElseThrow().location(), item.path() + ".authentication", name, known);
        }
        return Optional.of(name);
    }

    private void checkDestination(Item item, Mode mode, Optional<Located<Target>> destination) {
        String key = item.path() + ".destination";
        if (mode == Mode.TCP && destination.isEmpty()) {
            problems.refuse(item.location(), key, "nothing", "the host and port that mode tcp leads to");
        }
        if (mode != Mode.TCP && destination.isPresent()) {
            String found = Shown.quoted(destination.get().value().toString());
            problems.refuse(destination.get().location(), key, found, "only with mode tcp");
        }
    }

    private void checkApart(Item item, Located<InetSocketAddress> address) {
        InetSocketAddress own = address.value();
        if (own.getPort() != 0 && addresses.stream().anyMatch(other -> overlap(own, other))) {
            String found = "'" + ListenAddress.text(own) + "', where another listener is";
            problems.refuse(place(item, address), item.path() + ".address", found, "an address of its own");
        }
        addresses.add(own);
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().equals(other.getAddress())
                        || covers(one.getAddress(), other.getAddress())
                        || covers(other.getAddress(), one.getAddress()));
    }

    /** The unspecified address of IPv6 stands for all of both versions, that of IPv4 for all of IPv4. */
    private static boolean covers(InetAddress wide, InetAddress narrow) {
        return wide.isAnyLocalAddress() && (wide instanceof Inet6Address || narrow instanceof Inet4Address);
    }

    /** Whether nobody gets anything from the listener who has not shown a password or a certificate. */
    private static boolean asksForNames(Listener listener, Values own) {
        boolean byCertificate =
                listener.mode() == Mode.HTTPS && own.get(Schema.TLS.clientCertificate()) == ClientCertificate.REQUIRE;
        return byCertificate || listener.authentication().isPresent();
    }

    /**
     * Beyond loopback somebody must be asked who it is: by the listener or by the rules of its policy. Else the operator has
     * to say that everybody may use it; in mode tcp as well, for its one destination may be meant for this machine alone.
     */
    private void checkExposure(Item item, Located<InetSocketAddress> address, Listener listener) {
        boolean isOpen = policies.get(listener.policy()).isOpenTo(listener.name());
        if (isOpen && !address.value().getAddress().isLoopbackAddress() && !values.get(Schema.OPEN_PROXY)) {
            String found = "'" + ListenAddress.text(address.value()) + "', open to everyone who can reach it";
            String allowed = "a loopback address, " + bars(listener.mode()) + ", or open_proxy: true";
            problems.refuse(place(item, address), item.path() + ".address", found, allowed);
        }
    }

    /** What would close a listener of the mode to some. */
    private static String bars(Mode mode) {
        return switch (mode) {
            case HTTP -> "authentication, a policy whose rules name clients or users";
            case HTTPS -> "authentication, client_certificate: require, a policy whose rules name clients or users";
            case TCP -> "a policy whose rules name clients";
        };
    }

    private static Location place(Item item, Located<?> value) {
        return value.isDefault() ? item.location() : value.location();
    }
}
