package adit.policy;

import java.util.Set;

/** A set of ports, or all of them. */
public record PortSet(boolean any, Set<Integer> ports) {
    public static final PortSet ANY = new PortSet(true, Set.of());

    public PortSet {
        ports = Set.copyOf(ports);
    }

    public static PortSet of(Integer... ports) {
        return new PortSet(false, Set.of(ports));
    }

    public boolean contains(int port) {
        return any || ports.contains(port);
    }
}
