package adit.lists;

/** One host a line: {@code name} itself, {@code *.name} all below it, {@code .name} both; {@code #} begins a comment, and {@code !} at the start of a line. */
final class DomainsSyntax implements Syntax {
    @Override
    public Meaning read(Line line, Entries entries) {
        line.cutComment();
        if (line.isEmpty() || line.startsWith("!")) {
            return Meaning.NOTHING;
        }
        int from = line.start();
        int says = NameSet.ITSELF;
        if (line.startsWith("*.")) {
            from += 2;
            says = NameSet.BELOW;
        } else if (line.startsWith(".")) {
            from += 1;
            says = NameSet.TREE;
        }
        return entries.add(from, line.end(), says) ? Meaning.ENTRY : Meaning.UNKNOWN;
    }
}
