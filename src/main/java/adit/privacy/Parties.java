package adit.privacy;

/**
 * Who a tunnel is for and where it leads, as {@link Privacy} has it shown: each is empty where it is unknown or hidden.
 *
 * @param client the address that the connection comes from
 * @param user the name that the client has proved to have
 * @param target the canonical host and port
 * @param address that the target was reached at
 */
public record Parties(String client, String user, String target, String address) {
    /** Nothing is known, or nothing may be. */
    public static final Parties UNKNOWN = new Parties("", "", "", "");
}
