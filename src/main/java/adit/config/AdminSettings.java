package adit.config;

import adit.auth.Token;
import adit.http.Host;
import adit.policy.HostPattern;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is served to operators and their programs.
 *
 * @param address where, a loopback address; empty where nothing is
 * @param token what makes an operator of who shows it; empty where all may only read
 */
public record AdminSettings(Optional<InetSocketAddress> address, Optional<Token> token, Pac pac) {
    /** Nothing is served. */
    public static final AdminSettings NONE =
            new AdminSettings(Optional.empty(), Optional.empty(), new Pac(Optional.empty(), List.of(), false));

    /**
     * What browsers are told of the proxy.
     *
     * @param host what clients call this machine; empty where the addresses of the listeners say it
     * @param direct what they reach without the proxy; no expressions
     * @param wpad whether those that look for a proxy by themselves may find this one
     */
    public record Pac(Optional<Host> host, List<HostPattern> direct, boolean wpad) {}

    /** The same settings at another address. */
    AdminSettings at(Optional<InetSocketAddress> other) {
        return new AdminSettings(other, token, pac);
    }
}
