package adit.limits;

/**
 * What clients, users and targets may have, each in all their tunnels together.
 *
 * @param connectionsPerClient most open connections of one client, with a tunnel or without; 0 for no limit
 * @param client of one address, or one IPv6 network of 64 bits
 * @param user of one name, whichever list it is from
 * @param target to one host and port
 * @param quota of one user over calendar periods
 */
public record SharedLimits(int connectionsPerClient, Allowance client, Allowance user, Allowance target, Quota quota) {}
