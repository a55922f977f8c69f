package adit.limits;

/**
 * What all tunnels may have together that count as one: of a client, of a user, to a target. Zero means no limit.
 *
 * @param tunnels most of them at once
 * @param newPerSecond most new ones a second, on an average
 * @param burst most new ones at once after a pause; at least 1 where {@code newPerSecond} limits
 * @param bytesPerSecond bytes a second in both directions, held by waiting, never by closing
 */
public record Allowance(int tunnels, int newPerSecond, int burst, long bytesPerSecond) {
    public static final Allowance UNLIMITED = new Allowance(0, 0, 0, 0);

    public Allowance {
        if (tunnels < 0 || newPerSecond < 0 || bytesPerSecond < 0 || burst < Math.min(newPerSecond, 1)) {
            throw new IllegalArgumentException("an allowance is negative, or without a burst");
        }
    }
}
