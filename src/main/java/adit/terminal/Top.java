package adit.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.openmbean.CompositeData;

/** What {@code top} shows, and what keys make of it. For one thread. */
final class Top {
    private static final String TUNNELS = "Tunnels";
    private static final int MOST_ROWS = 200;

    /** Lines above the rows and below them. */
    private static final int HEAD = 3;

    private static final int FOOT = 2;

    private final Beans beans;
    private final String filter;
    private String order;
    private List<CompositeData> rows = List.of();
    private List<String> heading = List.of("", "");
    private int selected;
    private Prompt prompt = Prompt.NONE;
    private String message = "";

    /** What is asked, of which tunnel, which may end meanwhile, and what was typed so far. */
    private record Prompt(Kind kind, String id, String typed) {
        static final Prompt NONE = new Prompt(Kind.KEYS, "", "");

        enum Kind {
            KEYS,
            CLOSE,
            THROTTLE
        }

        Prompt typing(int key) {
            if (key == Key.RUBOUT) {
                return new Prompt(kind, id, typed.substring(0, Math.max(0, typed.length() - 1)));
            }
            return Character.isLetterOrDigit(key) ? new Prompt(kind, id, typed + Character.toString(key)) : this;
        }
    }

    /** @param order what to sort by, in the form of the server */
    Top(Beans beans, String order, String filter) {
        this.beans = beans;
        this.order = order;
        this.filter = filter;
    }

    /**
     * Asks the server anew; the tunnel that was selected stays so.
     *
     * @throws RefusedException where the server does not know the order or the filter
     */
    void refresh() {
        String id = selectedId();
        List<CompositeData> next = beans.find(TUNNELS, "page", 0, MOST_ROWS, order, filter);
        int matching = filter.isEmpty() ? -1 : Integer.parseInt(beans.invoke(TUNNELS, "matching", filter));
        Map<String, Object> server = beans.attributes("Server", "Version", "State", "UptimeSeconds");
        Map<String, Object> totals = beans.attributes(TUNNELS, "LiveCount", "OpenedTotal");
        rows = next;
        selected = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).get("id").equals(id))
                .findFirst()
                .orElse(Math.max(0, Math.min(selected, rows.size() - 1)));
        heading = List.of(
                "Adit " + server.get("Version") + "  " + server.get("State") + " for "
                        + Amount.time((Long) server.get("UptimeSeconds")) + "  "
                        + Traffic.of(beans).text(),
                totals.get("LiveCount") + " live, " + totals.get("OpenedTotal") + " since the start; sorted by " + order
                        + (matching < 0 ? "" : "; " + matching + " match " + filter));
    }

    /** @return whether to go on */
    boolean press(int key) {
        message = "";
        switch (prompt.kind()) {
            case CLOSE -> {
                String id = prompt.id();
                prompt = Prompt.NONE;
                if (key == 'y') {
                    tell(() -> beans.invoke(TUNNELS, "close", id));
                }
            }
            case THROTTLE -> type(key);
            case KEYS -> {
                return command(key);
            }
        }
        return true;
    }

    private boolean command(int key) {
        switch (key) {
            case 'q' -> {
                return false;
            }
            case 'c' -> ask(Prompt.Kind.CLOSE);
            case 't' -> ask(Prompt.Kind.THROTTLE);
            case Key.UP, 'k' -> move(-1);
            case Key.DOWN, 'j' -> move(1);
            case Key.PAGE_UP -> move(-10);
            case Key.PAGE_DOWN -> move(10);
            default -> SortKey.of(key).ifPresent(this::sort);
        }
        return true;
    }

    private void move(int by) {
        selected = Math.max(0, Math.min(selected + by, rows.size() - 1));
    }

    private void ask(Prompt.Kind kind) {
        if (!rows.isEmpty()) {
            prompt = new Prompt(kind, selectedId(), "");
        }
    }

    private void type(int key) {
        if (key == Key.ENTER) {
            Prompt answered = prompt;
            prompt = Prompt.NONE;
            tell(() -> beans.invoke(TUNNELS, "throttle", answered.id(), ThrottleCommand.bytes(answered.typed())));
        } else {
            prompt = key == Key.ESCAPE ? Prompt.NONE : prompt.typing(key);
        }
    }

    private void sort(SortKey key) {
        String before = order;
        order = order.equals(key.order()) ? reversed(order) : key.order();
        try {
            refresh();
        } catch (RefusedException e) {
            order = before;
            message = e.getMessage();
        }
    }

    private static String reversed(String order) {
        return order.startsWith("-") ? order.substring(1) : "-" + order;
    }

    private interface Deed {
        String done();
    }

    private void tell(Deed deed) {
        try {
            message = deed.done();
            refresh();
        } catch (RefusedException e) {
            message = e.getMessage();
        } catch (CommandException e) {
            if (e.exitCode() != ExitCodes.USAGE) {
                throw e;
            }
            message = e.getMessage();
        }
    }

    private String selectedId() {
        return rows.isEmpty() ? "" : String.valueOf(rows.get(selected).get("id"));
    }

    /** The whole screen; rows scroll so that the selected one is on it. */
    List<String> lines(int height) {
        List<String> table = table();
        int room = Math.max(1, height - HEAD - FOOT);
        int first = firstShown(room);
        List<String> lines = new ArrayList<>(heading);
        lines.add(table.get(0));
        lines.addAll(table.subList(1 + first, Math.min(table.size(), 1 + first + room)));
        while (lines.size() < height - FOOT) {
            lines.add("");
        }
        lines.add(foot());
        lines.add("sort, again to reverse: " + SortKey.HELP);
        return lines;
    }

    /** The index among {@link #lines} of the selected row; -1 where there are none. */
    int marked(int height) {
        return rows.isEmpty() ? -1 : HEAD + selected - firstShown(Math.max(1, height - HEAD - FOOT));
    }

    private int firstShown(int room) {
        return Math.max(0, selected - room + 1);
    }

    /** All of it, to be printed once. */
    List<String> plain() {
        List<String> lines = new ArrayList<>(heading);
        lines.addAll(table());
        return lines;
    }

    private List<String> table() {
        TunnelTable table = new TunnelTable(rows);
        return Columns.lines(table.titles(), table.cells());
    }

    private String foot() {
        return switch (prompt.kind()) {
            case CLOSE -> "close tunnel " + prompt.id() + "? y/n";
            case THROTTLE -> "bytes a second for " + prompt.id() + " (100kb; 0: none): " + prompt.typed();
            case KEYS ->
                message.isEmpty()
                        ? "q quit  c close  t throttle  up/down choose"
                        : message.lines().findFirst().orElse("");
        };
    }
}
