package adit.config;

/** A checked value and where it was written. */
record Located<T>(T value, Location location) {

    boolean isDefault() {
        return location.equals(Location.DEFAULTS);
    }
}
