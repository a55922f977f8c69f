package adit.lists;

import adit.lists.BlockList.Remainder;
import adit.lists.Syntax.Meaning;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a list of a stream of bytes in UTF-8. Memory is needed for the entries, and for little more: nothing is kept of a
 * line, and a line is never held as a whole beyond {@link Line#LONGEST}. One for each reading.
 */
final class ListReader {
    /** So much of a list its format is recognised by, in bytes. */
    private static final int SAMPLE = 64 * 1024;

    private static final int MOST_SHOWN = 5;
    private static final int MOST_SHOWN_OF_LINE = 60;

    private final ListSource source;
    private final HostReader host = new HostReader();
    private final List<String> firstUnknown = new ArrayList<>();
    private int unknown;

    private ListReader(ListSource source) {
        this.source = source;
    }

    /**
     * Reads all of the stream; does not close it.
     *
     * @param now when the list was loaded
     * @throws ListException where it exceeds its bounds, or nothing that is in it is understood
     */
    static BlockList read(ListSource source, InputStream in, Instant now) throws IOException, ListException {
        ListReader reader = new ListReader(source);
        byte[] sample = in.readNBytes(SAMPLE);
        Optional<ListFormat> told = source.format().or(() -> reader.recognised(sample));
        ListFormat format = told.orElse(ListFormat.DOMAINS);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(sample), in);
        NameSet names = reader.names(format, whole);
        // By chance a word stands alone on a line of any large file, which is no list of names for that.
        if ((names.size() == 0 || told.isEmpty()) && reader.unknown > 0) {
            String as = source.format().isPresent() ? " as " + format : "";
            throw new ListException(
                    "has no line that is understood" + as + "; the first: " + reader.firstUnknown.get(0));
        }
        return new BlockList(
                source, format, names, new Remainder(reader.unknown, List.copyOf(reader.firstUnknown)), now);
    }

    private NameSet names(ListFormat format, InputStream in) throws IOException, ListException {
        Syntax syntax = format.syntax();
        NameSet.Builder names = new NameSet.Builder(format.exceptionsDecide());
        LineReader lines = new LineReader(in, source.bounds().bytes());
        Syntax.Entries entries = (from, to, says) -> {
            boolean read = host.read(lines.line(), from, to);
            boolean meansAny = read && (!host.isAddress() || (says & NameSet.ITSELF) != 0);
            if (meansAny) {
                names.add(host.host(), host.isAddress() ? says & ~NameSet.BELOW : says, lines.number());
            }
            return meansAny;
        };
        while (lines.next()) {
            if (meaning(lines.line(), syntax, entries) == Meaning.UNKNOWN) {
                remember(lines);
            }
            if (names.size() > source.bounds().entries()) {
                throw new ListException(
                        "has more than " + source.bounds().entries() + " entries, which max_entries allows");
            }
        }
        return names.build();
    }

    /** The format of which most lines are; empty where none of them is of any. */
    private Optional<ListFormat> recognised(byte[] sample) {
        Optional<ListFormat> best = Optional.empty();
        int most = 0;
        for (ListFormat format : ListFormat.values()) {
            int lines = linesOf(format, sample);
            if (lines > most) {
                most = lines;
                best = Optional.of(format);
            }
        }
        return best;
    }

    private int linesOf(ListFormat format, byte[] sample) {
        Syntax syntax = format.syntax();
        LineReader lines = new LineReader(new ByteArrayInputStream(sample), sample.length);
        int count = 0;
        try {
            while (lines.next()) {
                Meaning meaning = meaning(lines.line(), syntax, (from, to, says) -> tells(lines.line(), from, to));
                count += meaning == Meaning.ENTRY || meaning == Meaning.FURNITURE ? 1 : 0;
            }
        } catch (IOException | ListException e) {
            throw new IllegalStateException("an array was not read", e);
        }
        return count;
    }

    /** Whether it is a host beyond doubt: in lists of filters there are words and hyphens that could be one. */
    private boolean tells(Line line, int from, int to) {
        return host.read(line, from, to)
                && (host.isAddress() || host.host().toString().indexOf('.') >= 0);
    }

    private static Meaning meaning(Line line, Syntax syntax, Syntax.Entries entries) {
        return line.isComplete() ? syntax.read(line, entries) : Meaning.UNKNOWN;
    }

    private void remember(LineReader lines) {
        unknown++;
        if (firstUnknown.size() < MOST_SHOWN) {
            Line line = lines.line();
            int end = Math.min(line.end(), line.start() + MOST_SHOWN_OF_LINE);
            String text = line.text(line.start(), end).replaceAll("[^\\p{Graph} ]", "?");
            firstUnknown.add("line " + lines.number() + " '" + text + (end < line.end() ? "..." : "") + "'");
        }
    }
}
