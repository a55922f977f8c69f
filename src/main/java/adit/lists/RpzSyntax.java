package adit.lists;

/**
 * Response policy zones (draft-vixie-dnsop-dns-rpz) as master files (RFC 1035, 5): {@code name CNAME .}, {@code CNAME *.} and
 * {@code CNAME rpz-drop.}, {@code *.name} for what is below, {@code CNAME rpz-passthru.} for an exception. Triggers by
 * address, client or server of names are not understood, nor are other actions.
 */
final class RpzSyntax implements Syntax {
    /** Stands for an origin that is relative to an unknown one; no name ends in it. */
    private static final String UNKNOWN = "?";

    private static final String TRIGGER = "rpz-";

    /** What the names of the zone end in, from a dot to a dot; empty where that is not known. */
    private String apex = "";

    /** What is to be added to relative names, likewise. */
    private String origin = "";

    private boolean begun;
    private int depth;

    @Override
    public Meaning read(Line line, Entries entries) {
        line.cut(line.find(';', line.start()));
        if (line.isEmpty()) {
            return Meaning.NOTHING;
        }
        if (depth > 0) {
            count(line);
            return Meaning.FURNITURE;
        }
        if (line.startsWith("$")) {
            return directive(line);
        }
        int ownerEnd = line.isIndented() ? line.start() : line.wordEnd(line.start());
        int type = type(line, ownerEnd);
        int typeEnd = line.wordEnd(type);
        if (line.is("SOA", type, typeEnd)) {
            count(line);
            begin(line, ownerEnd);
            return Meaning.FURNITURE;
        }
        if (line.is("NS", type, typeEnd)) {
            return Meaning.FURNITURE;
        }
        boolean understood = line.is("CNAME", type, typeEnd)
                && !line.isIndented()
                && add(line, ownerEnd, says(line, line.word(typeEnd)), entries);
        return understood ? Meaning.ENTRY : Meaning.UNKNOWN;
    }

    private Meaning directive(Line line) {
        int wordEnd = line.wordEnd(line.start());
        if (line.is("$ORIGIN", line.start(), wordEnd)) {
            int from = line.word(wordEnd);
            origin = absolute(line, from, line.wordEnd(from));
            apex = apex.isEmpty() ? origin : apex;
            return Meaning.FURNITURE;
        }
        return line.is("$TTL", line.start(), wordEnd) ? Meaning.FURNITURE : Meaning.UNKNOWN;
    }

    /** The zone is called as the owner of its first SOA record. */
    private void begin(Line line, int ownerEnd) {
        if (!begun) {
            begun = true;
            String owner = absolute(line, line.start(), ownerEnd);
            apex = owner.equals(UNKNOWN) ? apex : owner;
        }
    }

    private String absolute(Line line, int from, int to) {
        String name = line.text(from, to);
        if (name.isEmpty() || name.equals("@")) {
            return origin;
        }
        if (name.endsWith(".")) {
            return name.length() == 1 ? name : "." + name;
        }
        return origin.isEmpty() ? UNKNOWN : "." + name + (origin.equals(".") ? "." : origin);
    }

    /** Where the type of the record begins, behind its time to live and its class. */
    private static int type(Line line, int ownerEnd) {
        int from = line.word(ownerEnd);
        while (from < line.end()
                && ((line.at(from) >= '0' && line.at(from) <= '9') || line.is("IN", from, line.wordEnd(from)))) {
            from = line.word(line.wordEnd(from));
        }
        return from;
    }

    private static int says(Line line, int action) {
        int end = line.wordEnd(action);
        if (line.word(end) < line.end()) {
            return 0;
        }
        if (line.is("rpz-passthru.", action, end)) {
            return NameSet.EXCEPTION;
        }
        boolean blocks = line.is(".", action, end) || line.is("*.", action, end) || line.is("rpz-drop.", action, end);
        return blocks ? NameSet.ITSELF : 0;
    }

    private boolean add(Line line, int relativeEnd, int action, Entries entries) {
        if (action == 0) {
            return false;
        }
        int ownerEnd = relativeEnd;
        if (line.at(ownerEnd - 1) != '.' && !origin.equalsIgnoreCase(apex)) {
            line.insert(ownerEnd, origin);
            ownerEnd += origin.length();
        }
        boolean absolute = line.at(ownerEnd - 1) == '.';
        boolean below = line.startsWith("*.");
        int from = line.start() + (below ? 2 : 0);
        int to = absolute ? ownerEnd - apex.length() : ownerEnd;
        if (to <= from || isTrigger(line, from, to) || (absolute && (apex.isEmpty() || !line.is(apex, to, ownerEnd)))) {
            return false;
        }
        return entries.add(from, to, (action & NameSet.EXCEPTION) | (below ? NameSet.BELOW : NameSet.ITSELF));
    }

    /** Whether its last label makes it an entry about something else than a name. */
    private static boolean isTrigger(Line line, int from, int to) {
        int label = to;
        while (label > from && line.at(label - 1) != '.') {
            label--;
        }
        return line.is(TRIGGER, label, Math.min(label + TRIGGER.length(), to));
    }

    private void count(Line line) {
        for (int i = line.start(); i < line.end(); i++) {
            depth += line.at(i) == '(' ? 1 : line.at(i) == ')' ? -1 : 0;
        }
        depth = Math.max(0, depth);
    }
}
