package adit.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large an expression becomes once its counted repetitions are written out, which RE2/J does before it can be asked
 * anything: {@code ((a{1000}){1000}){1000}} takes all the memory there is. So the text is measured, in instructions,
 * without a judgement whether RE2/J will accept it.
 */
final class PatternSize {
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");

    private final String text;
    private int at;

    /** The sizes of the groups that are not closed yet, up to where the next one opens. */
    private final Deque<Long> outer = new ArrayDeque<>();

    /** The size of the innermost open group so far. */
    private long group;

    /** How much of that is the last item, the one that a repetition repeats. */
    private long last;

    private PatternSize(String text) {
        this.text = text;
    }

    /** Whether the expression has more instructions than that. */
    static boolean exceeds(String expression, long most) {
        PatternSize size = new PatternSize(expression);
        while (size.at < expression.length() && size.group <= most) {
            size.take(expression.charAt(size.at++));
        }
        return size.group > most;
    }

    private void take(char c) {
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> open();
            case ')' -> close();
            case '{' -> repetition();
            case '*', '+', '?' -> grow(1);
            default -> item(1);
        }
    }

    private void item(long size) {
        last = 0;
        grow(size);
    }

    private void grow(long size) {
        last += size;
        group += size;
    }

    /** A group that captures notes where it begins and where it ends. */
    private void open() {
        boolean captures = !text.startsWith("?:", at);
        outer.push(group);
        group = captures ? 2 : 0;
        last = 0;
        at += captures ? 0 : 2;
    }

    private void close() {
        long closed = group;
        group = outer.isEmpty() ? 0 : outer.pop();
        item(closed);
    }

    private void repetition() {
        Matcher repetition = REPETITION.matcher(text).region(at - 1, text.length());
        if (!repetition.lookingAt()) {
            item(1);
            return;
        }
        at = repetition.end();
        long least = Long.parseLong(repetition.group(1));
        long most = most(repetition, least);
        long each = most > least ? last + 1 : last;
        grow(each * Math.max(1, most) - last);
    }

    private static long most(Matcher repetition, long least) {
        if (repetition.group(2) == null) {
            return least;
        }
        return repetition.group(3).isEmpty() ? least + 1 : Long.parseLong(repetition.group(3));
    }

    private void escape() {
        if (text.startsWith("Q", at)) {
            int end = text.indexOf("\\E", at);
            item((end < 0 ? text.length() : end) - at);
            at = end < 0 ? text.length() : end + 2;
            return;
        }
        boolean named = text.startsWith("p{", at) || text.startsWith("P{", at) || text.startsWith("x{", at);
        int end = named ? text.indexOf('}', at) : at;
        at = end < 0 ? text.length() : end + 1;
        item(1);
    }

    /** Whatever it holds it is one instruction; braces and brackets in it mean nothing. */
    private void characterClass() {
        if (text.startsWith("^", at)) {
            at++;
        }
        int first = at;
        while (at < text.length() && (at == first || text.charAt(at) != ']')) {
            int name = text.startsWith("[:", at) ? text.indexOf(":]", at) : -1;
            at = name >= 0 ? name + 2 : at + (text.charAt(at) == '\\' ? 2 : 1);
        }
        at++;
        item(1);
    }
}
