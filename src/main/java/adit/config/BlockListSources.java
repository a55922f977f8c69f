package adit.config;

import adit.lists.BlockList;
import adit.lists.BlockLists;
import adit.lists.ListException;
import adit.lists.ListFormat;
import adit.lists.ListSource;
import adit.lists.ListSource.Bounds;
import adit.lists.ListSource.OnDisk;
import adit.lists.ListSource.OnTheWeb;
import adit.lists.ListStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and loads the lists that {@code block_lists} of a policy names. */
final class BlockListSources {
    private static final Duration REFRESH = Duration.ofDays(1);
    private static final long MAX_SIZE = 256L << 20;
    private static final int MAX_ENTRIES = 5_000_000;

    private final Path folder;
    private final ListStore store;
    private final Problems problems;
    private final Map<String, ListSource> byName = new HashMap<>();

    /** @param folder where relative names start */
    BlockListSources(Path folder, ListStore store, Problems problems) {
        this.folder = folder;
        this.store = store;
        this.problems = problems;
    }

    /** The lists of one policy, each once, however often it is named. */
    BlockLists read(List<Item> items) {
        Map<ListSource.Origin, Optional<BlockList>> lists = new LinkedHashMap<>();
        for (Item item : items) {
            sources(item).forEach(source -> lists.computeIfAbsent(source.origin(), any -> load(item, source)));
        }
        return new BlockLists(lists.values().stream().flatMap(Optional::stream).toList());
    }

    private Optional<BlockList> load(Item item, ListSource source) {
        ListSource namesake = byName.putIfAbsent(source.name(), source);
        if (namesake != null && !namesake.equals(source)) {
            String found = Shown.quoted(source.name()) + ", which is called like another list or like itself elsewhere";
            problems.refuse(item.location(), item.path() + ".name", found, "a name of its own");
            return Optional.empty();
        }
        try {
            return Optional.of(store.load(source));
        } catch (ListException e) {
            String list = Shown.quoted(source.origin().toString());
            problems.add(item.location(), item.path(), list + " " + Shown.escaped(e.getMessage()));
            return Optional.empty();
        }
    }

    private Stream<ListSource> sources(Item item) {
        Values own = new Values(List.of(item.values()));
        Optional<String> name = own.find(BlockListType.NAME).map(Located::value);
        Optional<Located<String>> file = own.find(BlockListType.FILE);
        Optional<Located<URI>> url = own.find(BlockListType.URL);
        if (file.isPresent() == url.isPresent()) {
            String found = file.isPresent() ? "a file and an url" : "neither a file nor an url";
            problems.refuse(item.location(), item.path(), found, "one of file and url");
            return Stream.empty();
        }
        return file.isPresent() ? onDisk(item, file.get(), name, own) : onTheWeb(item, url.get(), name, own);
    }

    private Stream<ListSource> onTheWeb(Item item, Located<URI> url, Optional<String> name, Values own) {
        if (name.isEmpty()) {
            problems.refuse(
                    item.location(),
                    item.path() + ".name",
                    "nothing",
                    BlockListType.NAME.type().allowed());
            return Stream.empty();
        }
        Duration refresh = own.find(BlockListType.REFRESH).map(Located::value).orElse(REFRESH);
        return Stream.of(new ListSource(name.get(), new OnTheWeb(url.value(), refresh), format(own), bounds(own)));
    }

    private Stream<ListSource> onDisk(Item item, Located<String> pattern, Optional<String> name, Values own) {
        if (own.find(BlockListType.REFRESH).isPresent()) {
            problems.refuse(item.location(), item.path() + ".refresh", "it with a file", "with an url only");
        }
        if (name.isPresent() && FilePattern.hasWildcard(pattern.value())) {
            problems.refuse(item.location(), item.path() + ".name", "it with wildcards", "with the name of one file");
        }
        return new FilePattern(pattern.value(), pattern.location(), item.path())
                .find(folder, problems).stream()
                        .map(file -> new ListSource(name.orElse(id(file)), new OnDisk(file), format(own), bounds(own)));
    }

    private static Optional<ListFormat> format(Values own) {
        return own.find(BlockListType.FORMAT).map(Located::value);
    }

    private static Bounds bounds(Values own) {
        return new Bounds(
                own.find(BlockListType.MAX_SIZE).map(Located::value).orElse(MAX_SIZE),
                own.find(BlockListType.MAX_ENTRIES).map(Located::value).orElse(MAX_ENTRIES));
    }

    /** What clients may see of a file: never where it lies outside the folder of the configuration. */
    private String id(Path file) {
        Path inside = folder.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return String.valueOf(whole.startsWith(inside) ? inside.relativize(whole) : whole.getFileName());
    }
}
