package adit.policy;

import adit.http.Target;
import java.util.Optional;

/**
 * What a grant opens: a host or all names below one, at one port or at any. Immutable.
 *
 * @param port empty for any
 */
public record GrantedTarget(HostPattern host, Optional<PortSet> port) {
    private static final String ALLOWED =
            "a host and a port, such as example.com:443, *.example.com:443 or example.com:* for any port";

    /**
     * Reads {@code host:port}, {@code *.name:port} or {@code [address]:port}; {@code *} stands for any port.
     *
     * @throws IllegalArgumentException with a message fit for the operator
     */
    public static GrantedTarget parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || text.startsWith("~") || text.endsWith("]")) {
            throw new IllegalArgumentException(ALLOWED);
        }
        String port = text.substring(colon + 1);
        return new GrantedTarget(
                HostPattern.parse(text.substring(0, colon)),
                port.equals("*") ? Optional.empty() : Optional.of(PortSet.of(port(port))));
    }

    private static int port(String digits) {
        if (!digits.matches("[1-9][0-9]{0,4}") || Integer.parseInt(digits) > PortSet.HIGHEST) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return Integer.parseInt(digits);
    }

    /** Whether the target is one of them. */
    public boolean includes(Target target) {
        return (port.isEmpty() || port.get().contains(target.port())) && host.matches(target);
    }

    /** As it is read. */
    @Override
    public String toString() {
        String shown = host.toString();
        return (shown.indexOf(':') < 0 ? shown : "[" + shown + "]") + ":"
                + port.map(PortSet::toString).orElse("*");
    }
}
