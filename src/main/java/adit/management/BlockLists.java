package adit.management;

import adit.config.LiveSettings;
import adit.config.Reload;
import adit.lists.BlockList;
import adit.lists.ListException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the block lists in force. Safe for use by any thread. */
final class BlockLists implements BlockListsMXBean {
    private final LiveSettings settings;
    private final Audit audit;

    BlockLists(LiveSettings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
    }

    @Override
    public List<BlockListRow> getBlockLists() {
        return lists().stream()
                .<BlockListRow>map(
                        list -> new Row(list, settings.lastProblem(list).orElse("")))
                .toList();
    }

    @Override
    public int getEntries() {
        return lists().stream().mapToInt(BlockList::size).sum();
    }

    @Override
    public long getHeapBytes() {
        return lists().stream().mapToLong(BlockList::bytes).sum();
    }

    @Override
    public String reloadList(String name) {
        String shown = Text.brief(String.valueOf(name));
        return Text.wrap(audit.run("BlockLists.reloadList(" + shown + ")", () -> lists().stream()
                .filter(list -> list.source().name().equals(name))
                .findFirst()
                .map(this::reloaded)
                .orElseThrow(() -> new IllegalArgumentException("found no block list " + shown + "; there are: "
                        + lists().stream().map(BlockLists::name).collect(Collectors.joining(", "))))));
    }

    private String reloaded(BlockList list) {
        try {
            return settings.reloadList(list.source()).map(Reload::message).orElse("nothing changed");
        } catch (ListException e) {
            String problem = "block list " + name(list) + " " + Text.escape(e.getMessage());
            // Without its cause, whose class a JMX client does not know.
            throw new IllegalArgumentException(problem + "; the version in force stays");
        }
    }

    private List<BlockList> lists() {
        return settings.current().blockLists();
    }

    private static String name(BlockList list) {
        return Text.escape(list.source().name());
    }

    private record Row(BlockList list, String lastProblem) implements BlockListRow {
        @Override
        public String getName() {
            return name(list);
        }

        @Override
        public String getSource() {
            return Text.escape(list.source().origin().toString());
        }

        @Override
        public String getFormat() {
            return list.format().toString();
        }

        @Override
        public int getEntries() {
            return list.size();
        }

        @Override
        public int getNotUnderstood() {
            return list.remainder().lines();
        }

        @Override
        public List<String> getFirstNotUnderstood() {
            return list.remainder().first();
        }

        @Override
        public String getLoadedAt() {
            return list.loadedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        }

        @Override
        public String getLastProblem() {
            return Text.escape(lastProblem);
        }
    }
}
