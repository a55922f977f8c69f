package adit.lists;

import adit.http.Target;
import adit.lists.BlockList.Difference;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The lists of one policy, asked in their order. Equal where they are the very same lists. Immutable; safe for use by any
 * thread.
 */
public record BlockLists(List<BlockList> lists) {
    /** Blocks nothing. */
    public static final BlockLists EMPTY = new BlockLists(List.of());

    public BlockLists {
        lists = List.copyOf(lists);
    }

    /** The id of the first entry that names the target, such as {@code ads.txt:17}; empty where none does. */
    public Optional<String> match(Target target) {
        return first(list -> list.match(target));
    }

    /** The id of the first entry that names the address; empty where none does. */
    public Optional<String> match(InetAddress address) {
        return first(list -> list.match(address));
    }

    /** The ids of the entries that name the target, one for each list that it is on. */
    public List<String> matches(Target target) {
        return lists.stream().flatMap(list -> list.match(target).stream()).toList();
    }

    /** The ids of the entries that name the address, one for each list that it is on. */
    public List<String> matches(InetAddress address) {
        return lists.stream().flatMap(list -> list.match(address).stream()).toList();
    }

    /** How many entries they have together. */
    public int size() {
        return lists.stream().mapToInt(BlockList::size).sum();
    }

    /** How many entries each list of others has more and fewer than the one here of that name; only what differs. */
    public Map<String, Difference> differenceTo(BlockLists next) {
        Map<String, BlockList> before = byName();
        Map<String, BlockList> after = next.byName();
        Map<String, Difference> differences = new TreeMap<>();
        after.forEach((name, list) -> differences.put(
                name, before.containsKey(name) ? before.get(name).differenceTo(list) : new Difference(list.size(), 0)));
        before.forEach((name, list) -> differences.computeIfAbsent(name, gone -> new Difference(0, list.size())));
        differences.values().removeIf(Difference.NONE::equals);
        return differences;
    }

    private Map<String, BlockList> byName() {
        return lists.stream().collect(Collectors.toMap(list -> list.source().name(), list -> list));
    }

    /** The same lists, with the given one in the place of that from the same source. */
    public BlockLists with(BlockList next) {
        return new BlockLists(lists.stream()
                .map(list -> list.source().equals(next.source()) ? next : list)
                .toList());
    }

    private Optional<String> first(Function<BlockList, Optional<String>> match) {
        for (BlockList list : lists) {
            Optional<String> entry = match.apply(list);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }
}
