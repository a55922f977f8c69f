package adit.terminal;

/** Keys by the sequences that terminals send for them. */
final class Key {
    static final int NONE = Tty.NONE;
    static final int ESCAPE = 27;
    static final int ENTER = '\n';
    static final int RUBOUT = 127;

    // Beyond all characters.
    static final int UP = 0x110000;
    static final int DOWN = UP + 1;
    static final int PAGE_UP = UP + 2;
    static final int PAGE_DOWN = UP + 3;
    static final int UNKNOWN = UP + 4;

    private static final int LONGEST = 8;

    private Key() {}

    /** The next key: a byte of its own, or one of the constants. */
    static int next(Tty tty) {
        int first = tty.read();
        return switch (first) {
            case ESCAPE -> escaped(tty);
            case '\r' -> ENTER;
            case '\b' -> RUBOUT;
            default -> first;
        };
    }

    /** {@code ESC [ 5 ~} and its like; on its own it is the key. */
    private static int escaped(Tty tty) {
        int introducer = tty.read();
        if (introducer != '[' && introducer != 'O') {
            return introducer == NONE ? ESCAPE : UNKNOWN;
        }
        int parameter = 0;
        for (int i = 0; i < LONGEST; i++) {
            int c = tty.read();
            if (c >= '0' && c <= '?') {
                parameter = c;
            } else {
                return meaning(c, parameter);
            }
        }
        return UNKNOWN;
    }

    private static int meaning(int last, int parameter) {
        return switch (last) {
            case 'A' -> UP;
            case 'B' -> DOWN;
            case '~' -> parameter == '5' ? PAGE_UP : parameter == '6' ? PAGE_DOWN : UNKNOWN;
            default -> UNKNOWN;
        };
    }
}
