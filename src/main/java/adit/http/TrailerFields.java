package adit.http;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of a trailer section go on (RFC 9110, 6.5.1). */
final class TrailerFields {
    /**
     * Beside those of {@link FieldName}: what a recipient that merges trailers into the head would take for routing,
     * credentials, conditions, control of caches, or the format of the content.
     */
    private static final Set<String> REFUSED = caseless(
            "Age",
            "Cache-Control",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Location",
            "Content-Range",
            "Content-Type",
            "Cookie",
            "Date",
            "Expires",
            "Forwarded",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Location",
            "Pragma",
            "Range",
            "Retry-After",
            "Set-Cookie",
            "Vary",
            "WWW-Authenticate",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto");

    private TrailerFields() {}

    static List<Field> forwarded(List<Field> fields) {
        return fields.stream().filter(field -> isForwarded(field.name())).toList();
    }

    private static boolean isForwarded(String name) {
        return FieldName.of(name) == FieldName.OTHER && !REFUSED.contains(name);
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(set, names);
        return Collections.unmodifiableSet(set);
    }
}
