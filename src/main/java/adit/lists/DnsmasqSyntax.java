package adit.lists;

import java.util.List;

/**
 * The configuration of dnsmasq: {@code address=/name/…/0.0.0.0}, {@code server=/name/} and {@code local=/name/}, which keep
 * the name and all below from being found, and {@code server=/name/#}, which lets a name below one of those be found.
 */
final class DnsmasqSyntax implements Syntax {
    private static final List<String> NOWHERE = List.of("", "#", "0.0.0.0", "127.0.0.1", "::", "::1");

    @Override
    public Meaning read(Line line, Entries entries) {
        line.cutComment();
        if (line.isEmpty()) {
            return Meaning.NOTHING;
        }
        int names = line.find('=', line.start()) + 1;
        int end = lastSlash(line);
        if (line.at(names) != '/' || end == names) {
            return Meaning.UNKNOWN;
        }
        int says = says(line, names - 1, end + 1);
        boolean known = says != 0;
        for (int from = names + 1; known && from <= end; ) {
            int to = line.find('/', from);
            known = entries.add(line.at(from) == '.' ? from + 1 : from, to, says);
            from = to + 1;
        }
        return known ? Meaning.ENTRY : Meaning.UNKNOWN;
    }

    private static int lastSlash(Line line) {
        int i = line.end();
        while (i > line.start() && line.at(i) != '/') {
            i--;
        }
        return i;
    }

    /** What a directive with this last part says of the names; 0 where it says something else than that they are blocked. */
    private static int says(Line line, int directiveEnd, int last) {
        int start = line.start();
        if (line.is("address", start, directiveEnd)) {
            return line.isOneOf(NOWHERE, last, line.end()) ? NameSet.TREE : 0;
        }
        if (!line.is("server", start, directiveEnd) && !line.is("local", start, directiveEnd)) {
            return 0;
        }
        if (last == line.end()) {
            return NameSet.TREE;
        }
        return line.is("#", last, line.end()) ? NameSet.TREE | NameSet.EXCEPTION : 0;
    }
}
