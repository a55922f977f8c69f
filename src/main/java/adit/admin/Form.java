package adit.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a form was filled in with.
 *
 * @param encoded as {@code application/x-www-form-urlencoded}, in the query of a URL or in a body
 */
record Form(String encoded) {

    /** The first value of that name, without blanks around it; empty where it is missing or badly encoded. */
    String value(String name) {
        return Arrays.stream(encoded.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .map(pair -> decoded(pair.substring(name.length() + 1)).strip())
                .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** It may have secrets. */
    @Override
    public String toString() {
        return "form";
    }
}
