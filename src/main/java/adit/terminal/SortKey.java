package adit.terminal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code top} sorts by when its key is pressed; numbers are better seen greatest first. */
enum SortKey {
    AGE('a', true),
    IDLE('i', true),
    BYTES('b', true),
    RATE('r', true),
    LISTENER('l', false),
    USER('u', false),
    TARGET('g', false);

    /** All of them, for the line of help. */
    static final String HELP =
            Arrays.stream(values()).map(key -> key.letter + " " + key.field()).collect(Collectors.joining(", "));

    private final char letter;
    private final boolean greatestFirst;

    SortKey(char letter, boolean greatestFirst) {
        this.letter = letter;
        this.greatestFirst = greatestFirst;
    }

    static Optional<SortKey> of(int pressed) {
        return Arrays.stream(values()).filter(key -> key.letter == pressed).findFirst();
    }

    /** In the form of the server. */
    String order() {
        return greatestFirst ? "-" + field() : field();
    }

    private String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
