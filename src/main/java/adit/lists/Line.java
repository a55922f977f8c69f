package adit.lists;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One line of a list at a time, in bytes that are used again for the next. Not thread-safe. */
final class Line {
    /** In bytes; lines of no known list are longer but for those that no proxy could go by. */
    static final int LONGEST = 16 * 1024;

    private final byte[] bytes = new byte[LONGEST];
    private int length;
    private int end;
    private int start;
    private boolean complete = true;

    void clear() {
        length = 0;
        complete = true;
    }

    /** Adds what fits; a line that is longer is incomplete. */
    void append(byte[] more, int from, int to) {
        int count = Math.min(to - from, LONGEST - length);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
        if (count < to - from) {
            complete = false;
        }
    }

    /** To be called when all of it is there: finds where it begins and ends without blanks. */
    void finish() {
        start = skipBlanks(0, length);
        end = length;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
    }

    /** Cuts what stands before the index, such as a mark of byte order. */
    void skip(String prefix) {
        byte[] mark = prefix.getBytes(StandardCharsets.UTF_8);
        if (length >= mark.length && text(0, mark.length).equals(prefix)) {
            System.arraycopy(bytes, mark.length, bytes, 0, length - mark.length);
            length -= mark.length;
        }
    }

    boolean isComplete() {
        return complete;
    }

    /** Where its first character is that is no blank. */
    int start() {
        return start;
    }

    /** Behind its last character that is no blank. */
    int end() {
        return end;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Whether it begins with a blank. */
    boolean isIndented() {
        return start > 0;
    }

    /** The byte at the index, 0 to 255; -1 behind the end. */
    int at(int index) {
        return index < end ? bytes[index] & 0xFF : -1;
    }

    boolean startsWith(String prefix) {
        return startsWith(prefix, start);
    }

    /** Whether the text, in ASCII, stands at the index. */
    boolean startsWith(String text, int from) {
        if (from + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the part is the word, in upper or lower case. */
    boolean is(String word, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(bytes[from + i]) != lower(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the part is any of the words. */
    boolean isOneOf(List<String> words, int from, int to) {
        for (int i = 0; i < words.size(); i++) {
            if (is(words.get(i), from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Where the character is next, from the index on; the end of the line where it is not. */
    int find(char wanted, int from) {
        int i = from;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** Where the word ends that begins at the index. */
    int wordEnd(int from) {
        int i = from;
        while (i < end && !isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Where the next word begins, from the index on; the end of the line where there is none. */
    int word(int from) {
        return skipBlanks(from, end);
    }

    /** Ends the line before the index. */
    void cut(int index) {
        length = index;
        finish();
    }

    /** Ends the line before a {@code #} at its start or behind a blank; any other one is a part of what it stands in. */
    void cutComment() {
        for (int i = find('#', start); i < end; i = find('#', i + 1)) {
            if (i == start || isBlank(bytes[i - 1])) {
                cut(i);
            }
        }
    }

    /** Makes room at the index for the text, in ASCII; where it does not fit the line is incomplete. */
    void insert(int index, String text) {
        if (length + text.length() > LONGEST) {
            complete = false;
            return;
        }
        System.arraycopy(bytes, index, bytes, index + text.length(), length - index);
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, index, text.length());
        length += text.length();
        finish();
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f';
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
