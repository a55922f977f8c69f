package adit.management;

import adit.account.Bound;
import adit.limits.Neighbours;
import adit.limits.UsageBook;
import adit.privacy.Privacy;
import java.util.List;
import java.util.function.Supplier;

/** Shows what is shared. Safe for use by any thread. */
final class Limits implements LimitsMXBean {
    private final Neighbours neighbours;
    private final Supplier<List<Bound>> bounds;
    private final Supplier<List<Bound>> ofEach;
    private final Privacy privacy;

    /**
     * @param bounds the limits that tunnels share, with their present use
     * @param ofEach those that each has by itself
     */
    Limits(Neighbours neighbours, Supplier<List<Bound>> bounds, Supplier<List<Bound>> ofEach, Privacy privacy) {
        this.neighbours = neighbours;
        this.bounds = bounds;
        this.ofEach = ofEach;
        this.privacy = privacy;
    }

    @Override
    public List<LimitRow> getLimits() {
        return rows(bounds);
    }

    @Override
    public List<LimitRow> getTunnelLimits() {
        return rows(ofEach);
    }

    private static List<LimitRow> rows(Supplier<List<Bound>> bounds) {
        return bounds.get().stream().<LimitRow>map(Limit::new).toList();
    }

    @Override
    public long getClientsInUse() {
        return neighbours.clientsInUse();
    }

    @Override
    public long getUsersInUse() {
        return neighbours.usersInUse();
    }

    @Override
    public long getTargetsInUse() {
        return neighbours.targetsInUse();
    }

    @Override
    public List<UsageRow> getUsage() {
        return neighbours.usage().rows().stream()
                .limit(TunnelsMXBean.MAX_ROWS)
                .<UsageRow>map(row -> new Row(privacy.user(row.user()), row))
                .toList();
    }

    private record Limit(Bound bound) implements LimitRow {
        @Override
        public String getName() {
            return bound.name();
        }

        @Override
        public long getLimit() {
            return bound.limit();
        }

        @Override
        public long getUse() {
            return bound.use();
        }
    }

    private record Row(String user, UsageBook.Row row) implements UsageRow {
        @Override
        public String getUser() {
            return Text.escape(user);
        }

        @Override
        public long getHour() {
            return row.hour();
        }

        @Override
        public long getDay() {
            return row.day();
        }

        @Override
        public long getWeek() {
            return row.week();
        }

        @Override
        public long getMonth() {
            return row.month();
        }
    }
}
