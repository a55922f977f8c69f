package adit.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param address where the connection comes from
 * @param listener the name of the listener it came in by
 * @param identity empty where the listener asks for none
 */
public record Requester(InetAddress address, String listener, Optional<Identity> identity) {}
