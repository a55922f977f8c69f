package adit.lists;

import java.util.List;

/** The file of hosts(5): an address that leads nowhere, and the names that it is given for; {@code #} begins a comment. */
final class HostsSyntax implements Syntax {
    /** What is given for a name to make it lead nowhere. */
    private static final List<String> NOWHERE = List.of("0.0.0.0", "127.0.0.1", "::", "::1", "0");

    /** What systems call themselves and their networks, and lists bring along to be complete. */
    private static final List<String> OWN = List.of(
            "localhost",
            "localhost.localdomain",
            "local",
            "broadcasthost",
            "0.0.0.0",
            "ip6-localhost",
            "ip6-loopback",
            "ip6-localnet",
            "ip6-mcastprefix",
            "ip6-allnodes",
            "ip6-allrouters",
            "ip6-allhosts");

    @Override
    public Meaning read(Line line, Entries entries) {
        line.cut(line.find('#', line.start()));
        if (line.isEmpty()) {
            return Meaning.NOTHING;
        }
        int addressEnd = line.wordEnd(line.start());
        boolean nowhere = line.isOneOf(NOWHERE, line.start(), addressEnd);
        boolean known = line.word(addressEnd) < line.end();
        boolean any = false;
        for (int from = line.word(addressEnd); from < line.end(); ) {
            int to = line.wordEnd(from);
            if (!line.isOneOf(OWN, from, to)) {
                any = true;
                known &= nowhere && entries.add(from, to, NameSet.ITSELF);
            }
            from = line.word(to);
        }
        if (!known) {
            return Meaning.UNKNOWN;
        }
        return any ? Meaning.ENTRY : Meaning.FURNITURE;
    }
}
