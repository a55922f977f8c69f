package adit.config;

import adit.lists.ListFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** One element of {@code block_lists}: a section, or a text that stands for one with the key {@code file} alone. */
final class BlockListType implements Type<Item> {
    static final Key<String> NAME =
            Key.of("name", Types.name(), "what the list is called; left out, a file has its own name");
    static final Key<String> FILE = Key.of(
            "file", Types.text("a file name, with wildcards in its last part, such as blocked/*.txt"), "where it is");
    static final Key<URI> URL = Key.of("url", https(), "where it is on the web");
    static final Key<ListFormat> FORMAT =
            Key.of("format", Types.choice(ListFormat.class), "how it is written; left out, that is recognised");
    static final Key<Duration> REFRESH =
            Key.of("refresh", Types.duration("1m", "30d"), "how often a list of the web is asked for anew");
    static final Key<Long> MAX_SIZE = Key.of("max_size", Types.bytes("1kb", "2gb"), "how large its text may be");
    static final Key<Integer> MAX_ENTRIES =
            Key.of("max_entries", Types.number(1, 100_000_000), "how many entries it may have");

    private static final Section SECTION = Section.of(List.of(NAME, FILE, URL, FORMAT, REFRESH, MAX_SIZE, MAX_ENTRIES));

    @Override
    public String allowed() {
        return FILE.type().allowed() + ", or a section with the keys " + String.join(", ", SECTION.names());
    }

    @Override
    public Optional<Item> read(String key, Node node, Context context) {
        Location location = Location.of(node.getStartMark());
        if (!(node instanceof MappingNode)) {
            return FILE.read(key, node, context).map(file -> new Item(key, location, Map.of(FILE.path(), file)));
        }
        int before = context.problems().count();
        Item item = new Item(key, location, new FileLayer(context).read(SECTION, key, node));
        return context.problems().count() == before ? Optional.of(item) : Optional.empty();
    }

    private static Type<URI> https() {
        return new Scalar<>(Scalar.Style.TEXT, "an address such as https://lists.example/ads.txt", text -> {
            URI uri = uri(text);
            if (!"https".equalsIgnoreCase(uri.getScheme())) {
                throw new IllegalArgumentException("only https keeps others from changing what is blocked");
            }
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("it needs a host, and no user");
            }
            return uri;
        });
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL", e);
        }
    }
}
