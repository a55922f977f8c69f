package adit.lists;

import adit.http.IpAddress;
import adit.http.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that no client may reach, from one source. An address is named in every form it has. An exception holds within
 * its own list alone. Immutable; safe for use by any thread.
 */
public final class BlockList {
    private final ListSource source;
    private final ListFormat format;
    private final NameSet names;
    private final Remainder remainder;
    private final Instant loadedAt;

    BlockList(ListSource source, ListFormat format, NameSet names, Remainder remainder, Instant loadedAt) {
        this.source = source;
        this.format = format;
        this.names = names;
        this.remainder = remainder;
        this.loadedAt = loadedAt;
    }

    /** The id of an entry because of which the target is on the list, such as {@code ads.txt:17}; empty where it is not. */
    public Optional<String> match(Target target) {
        return id(names.find(target.comparableHost()));
    }

    /** As {@link #match(Target)}, of an address. */
    public Optional<String> match(InetAddress address) {
        return size() == 0 ? Optional.empty() : id(names.find(IpAddress.text(address)));
    }

    private Optional<String> id(int line) {
        return line == 0 ? Optional.empty() : Optional.of(source.name() + ":" + line);
    }

    public ListSource source() {
        return source;
    }

    /** The one that was recognised, or the one that the configuration says. */
    public ListFormat format() {
        return format;
    }

    /** How many different entries it has. */
    public int size() {
        return names.size();
    }

    /** How many entries another version of it has more and fewer. */
    Difference differenceTo(BlockList next) {
        return this == next ? Difference.NONE : new Difference(next.names.notIn(names), names.notIn(next.names));
    }

    /** What its entries take of the heap in bytes. */
    public long bytes() {
        return names.bytes();
    }

    /** The lines that were not understood and so have no effect. */
    public Remainder remainder() {
        return remainder;
    }

    /** When its text was read. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** How many entries came and went. */
    public record Difference(int added, int removed) {
        static final Difference NONE = new Difference(0, 0);

        /** Such as {@code +12 -3}. */
        @Override
        public String toString() {
            return "+" + added + " -" + removed;
        }
    }

    /**
     * What of a list was not understood.
     *
     * @param lines how many
     * @param first the first few of them, with their numbers, each on one short line of printable ASCII
     */
    public record Remainder(int lines, List<String> first) {}
}
