package adit.limits;

import java.util.OptionalInt;

/**
 * What clients, users and targets may have, each in all their tunnels together.
 *
 * @param configuredPerClient most open connections of one client, as {@link #connectionsPerClient} has them; empty where none
 *     are configured
 * @param client of one address, or one IPv6 network of 64 bits
 * @param user of one name, whichever list it is from
 * @param target to one host and port
 * @param quota of one user over calendar periods
 */
public record SharedLimits(
        OptionalInt configuredPerClient, Allowance client, Allowance user, Allowance target, Quota quota) {

    /**
     * Most open connections of one client, with a tunnel or without; 0 for no limit. Unless it is configured, half of all, or
     * one client could shut all others out.
     *
     * @param connections most of all clients together that are in force
     */
    public int connectionsPerClient(int connections) {
        return configuredPerClient.orElse(connections / 2 + connections % 2);
    }
}
