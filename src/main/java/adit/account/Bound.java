package adit.account;

/**
 * One of the bounds of the whole proxy, and how much of it is in use.
 *
 * @param name the key of the configuration that sets it
 * @param limit in units, or bytes of memory; 0 where there is none
 * @param use at a moment of the call that asked
 */
public record Bound(String name, long limit, long use) {}
