package adit.config;

import java.util.Map;

/**
 * One of many sections alike: an element of a list, free of problems, or one of a name of its own.
 *
 * @param path what messages call it, such as {@code listeners[0]} or {@code policies.guests}
 * @param values the checked values by the paths of their keys
 */
record Item(String path, Location location, Map<String, Located<?>> values) {}
