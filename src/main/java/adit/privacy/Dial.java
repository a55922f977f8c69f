package adit.privacy;

/**
 * What the operator wants to see.
 *
 * @param client of the addresses of clients
 * @param user of the names of users
 * @param target of the hosts and ports that tunnels lead to, and of the addresses they are reached at
 */
public record Dial(Disclosure client, Disclosure user, Disclosure target) {
    /** Nobody and nothing is shown. */
    public static final Dial NONE = new Dial(Disclosure.NONE, Disclosure.NONE, Disclosure.NONE);
}
