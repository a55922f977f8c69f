package adit.limits;

/**
 * The most that one client, user or target has.
 *
 * @param tunnels it has at present
 * @param spent of the new tunnels that may come at once after a pause
 */
public record Most(long tunnels, long spent) {}
