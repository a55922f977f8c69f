package adit.config;

import java.util.Map;

/**
 * One element of a list of sections, free of problems.
 *
 * @param path what messages call it, such as {@code listeners[0]}
 * @param values the checked values by the paths of their keys
 */
record Item(String path, Location location, Map<String, Located<?>> values) {}
