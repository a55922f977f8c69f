package adit.config;

/**
 * A value that the settings came from, as it was written: what stands for a variable is not replaced, and a password in a
 * URL not shown.
 *
 * @param key in full, such as {@code listeners[0].address} or {@code policies.guests.mode}
 * @param origin where it was written; the source of a default is {@code defaults}
 */
public record EffectiveValue(String key, String value, Location origin) {
    private static final String PASSWORD = "://[^/@\\s]*@";

    static EffectiveValue of(String key, String value, Location origin) {
        return new EffectiveValue(key, Shown.escaped(value.replaceAll(PASSWORD, "://...@")), origin);
    }

    boolean isDefault() {
        return origin.equals(Location.DEFAULTS);
    }

    /** Whether it is that key, or one below it. */
    boolean isOf(String section) {
        return key.equals(section) || key.startsWith(section + ".") || key.startsWith(section + "[");
    }
}
