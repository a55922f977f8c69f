package adit.lists;

/**
 * The filters of AdBlock Plus and its successors, as far as they block whole names in every context: {@code ||name^} and
 * {@code @@||name^}. What depends on a page, a path or the kind of a request cannot be decided by a proxy that sees names.
 */
final class AdBlockSyntax implements Syntax {
    @Override
    public Meaning read(Line line, Entries entries) {
        if (line.isEmpty() || line.startsWith("# ") || line.is("#", line.start(), line.end())) {
            return Meaning.NOTHING;
        }
        if (line.startsWith("!") || line.startsWith("[Adblock")) {
            return Meaning.FURNITURE;
        }
        boolean exception = line.startsWith("@@");
        int from = line.start() + (exception ? 2 : 0);
        if (!line.startsWith("||", from)) {
            return Meaning.UNKNOWN;
        }
        int to = line.find('^', from);
        int says = says(line, to + 1, exception);
        return says != 0 && entries.add(from + 2, to, says) ? Meaning.ENTRY : Meaning.UNKNOWN;
    }

    /** What the entry says by what follows the name; 0 where that is not all of every request to it. */
    private static int says(Line line, int options, boolean exception) {
        if (options == line.end()) {
            return exception ? NameSet.TREE | NameSet.EXCEPTION : NameSet.TREE;
        }
        if (exception || options > line.end() || line.at(options) != '$') {
            return 0;
        }
        int says = NameSet.TREE;
        for (int from = options + 1; from <= line.end(); ) {
            int to = line.find(',', from);
            if (line.is("important", from, to)) {
                says |= NameSet.IMPORTANT;
            } else if (!line.is("all", from, to)) {
                return 0;
            }
            from = to + 1;
        }
        return says;
    }
}
