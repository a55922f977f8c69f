package adit.policy;

import java.util.Optional;

/**
 * The ports that may be reached, by what is wanted of them.
 *
 * @param connect for tunnels to targets that the client names; empty where the operator set none and something else
 *     decides
 * @param http for plain HTTP exchanges; empty likewise
 */
public record AllowedPorts(Optional<PortSet> connect, Optional<PortSet> http) {
    /** Something else decides, whatever is wanted. */
    public static final AllowedPorts UNSET = new AllowedPorts(Optional.empty(), Optional.empty());

    /** The same ports whatever is wanted. */
    public static AllowedPorts all(PortSet ports) {
        return new AllowedPorts(Optional.of(ports), Optional.of(ports));
    }
}
