package adit.policy;

import adit.http.Host;
import adit.http.IpAddress;
import adit.http.Target;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Hosts that no client may reach. An entry {@code example.com} names that host alone, {@code *.example.com} every name
 * below it and not itself; an address names itself in every form. Immutable; safe for use by any thread. A look-up costs
 * one hash access per label of the name, whatever the size of the list.
 */
public final class BlockList {
    /** Blocks nothing. */
    public static final BlockList EMPTY = new BlockList(Map.of(), Map.of());

    private final Map<String, String> hosts;
    private final Map<String, String> suffixes;

    /** From {@link #key} of a host, and from the name that others end in, to the id of the entry. */
    BlockList(Map<String, String> hosts, Map<String, String> suffixes) {
        this.hosts = Map.copyOf(hosts);
        this.suffixes = Map.copyOf(suffixes);
    }

    static String key(Host host) {
        return host.literal().map(IpAddress::text).orElse(host.text());
    }

    static String key(Target target) {
        return target.literal().map(IpAddress::text).orElse(target.host());
    }

    /** The id of the entry that names the target, such as {@code ads.txt:17}; empty where none does. */
    public Optional<String> match(Target target) {
        return target.literal().isPresent() ? match(target.literal().get()) : matchName(target.host());
    }

    /** The id of the entry that names the address; empty where none does. */
    public Optional<String> match(InetAddress address) {
        return hosts.isEmpty() ? Optional.empty() : Optional.ofNullable(hosts.get(IpAddress.text(address)));
    }

    private Optional<String> matchName(String name) {
        String entry = hosts.get(name);
        for (int dot = name.indexOf('.'); entry == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            entry = suffixes.get(name.substring(dot + 1));
        }
        return Optional.ofNullable(entry);
    }

    /** Whether the other list has the same entries at the same places. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BlockList list && hosts.equals(list.hosts) && suffixes.equals(list.suffixes);
    }

    @Override
    public int hashCode() {
        return 31 * hosts.hashCode() + suffixes.hashCode();
    }

    /** How many different entries it holds. */
    public int size() {
        return hosts.size() + suffixes.size();
    }
}
