package adit.lists;

import adit.http.BadTargetException;
import adit.http.Host;

/**
 * Reads the hosts of a list into the one form in which they are compared, as {@link Host#parse} and
 * {@link Host#comparable} do, but for nearly all of them without making an object. Not thread-safe.
 */
final class HostReader {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    /** In bytes of UTF-8, before it is known to be a name. */
    private static final int LONGEST_TEXT = 1024;

    private final StringBuilder host = new StringBuilder(LONGEST_NAME);
    private boolean address;

    /** Reads the part of the line; whether it is a host. */
    boolean read(Line line, int from, int to) {
        address = false;
        host.setLength(0);
        if (from >= to || to - from > LONGEST_TEXT) {
            return false;
        }
        boolean plain = true;
        for (int i = from; i < to; i++) {
            int c = line.at(i);
            if (c == ':' || c == '[' || c == ']' || c >= 0x80) {
                plain = false;
            } else if (!isNameCharacter(c)) {
                return false;
            }
            host.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
        }
        return (plain && isPlainName()) || readAnything(line.text(from, to));
    }

    /** What was read last. Changes with the next reading. */
    CharSequence host() {
        return host;
    }

    /** Whether what was read last is an address. */
    boolean isAddress() {
        return address;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || (c >= 'A' && c <= 'Z');
    }

    /** Whether it is a name of the DNS whose last label begins with a letter; cuts one trailing dot. */
    private boolean isPlainName() {
        if (host.charAt(host.length() - 1) == '.') {
            host.setLength(host.length() - 1);
        }
        int label = 0;
        for (int i = 0; i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                if (i == label || i - label > LONGEST_LABEL) {
                    return false;
                }
                label = i + 1;
            }
        }
        int last = host.length() == 0 ? '0' : host.charAt(host.lastIndexOf(".") + 1);
        return host.length() <= LONGEST_NAME && last >= 'a' && last <= 'z';
    }

    private boolean readAnything(String text) {
        try {
            Host read = Host.parse(text);
            host.setLength(0);
            host.append(read.comparable());
            address = read.literal().isPresent();
            return true;
        } catch (BadTargetException e) {
            return false;
        }
    }
}
