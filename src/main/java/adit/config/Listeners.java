package adit.config;

import adit.config.Settings.Listener;
import adit.config.Settings.Mode;
import adit.http.Target;
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
    private final Problems problems;
    private final Map<String, String> pathsByName = new HashMap<>();
    private final Set<InetSocketAddress> addresses = new HashSet<>();

    Listeners(Values values, Problems problems) {
        this.values = values;
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
        Located<Mode> mode = own.located(Schema.LISTENER_MODE);
        Optional<Located<Target>> destination = own.find(Schema.LISTENER_DESTINATION);
        checkName(item, name);
        checkAddress(item, address);
        checkDestination(item, mode.value(), destination);
        return new Listener(name.value(), address.value(), mode.value(), destination.map(Located::value));
    }

    private void checkName(Item item, Located<String> name) {
        String first = pathsByName.putIfAbsent(name.value(), item.path());
        if (first != null) {
            String found = Shown.quoted(name.value()) + ", the name of " + first;
            problems.refuse(place(item, name), item.path() + ".name", found, "a name of its own");
        }
    }

    /**
     * Whoever reaches a listener may use it, in mode tcp as well: its one destination may be meant for this machine
     * alone. So each one beyond loopback needs the operator's word.
     */
    private void checkAddress(Item item, Located<InetSocketAddress> address) {
        String key = item.path() + ".address";
        String shown = "'" + ListenAddress.text(address.value()) + "'";
        if (address.value().getPort() != 0 && !addresses.add(address.value())) {
            problems.refuse(place(item, address), key, shown + ", where another listener is", "an address of its own");
        }
        if (!address.value().getAddress().isLoopbackAddress() && !values.get(Schema.OPEN_PROXY)) {
            String found = shown + ", open to everyone who can reach it";
            problems.refuse(place(item, address), key, found, "a loopback address, or open_proxy: true");
        }
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

    private static Location place(Item item, Located<?> value) {
        return value.isDefault() ? item.location() : value.location();
    }
}
