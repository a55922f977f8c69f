package adit.change;

import adit.change.Learned.Entry;
import adit.http.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts the targets of one port together: names below one parent become one pattern where that can hardly be too wide. */
final class LearnedHosts {
    /** Fewer names below a parent may be all that there are. */
    private static final int LEAST_SIBLINGS = 3;

    /**
     * Of a parent. Below example.com and the like each name may belong to somebody else, as below co.uk; what is deeper
     * belongs to one owner as a rule, if not always: so a proposal tells where it was widened.
     */
    private static final int LEAST_LABELS = 3;

    private LearnedHosts() {}

    /** @param pattern as a rule has it */
    record Host(String pattern, long count, int names) {}

    /** Most asked for first. */
    static List<Host> of(List<Entry> entries) {
        Map<String, List<Entry>> groups = entries.stream()
                .collect(Collectors.groupingBy(LearnedHosts::parent, TreeMap::new, Collectors.toList()));
        List<Host> hosts = new ArrayList<>();
        groups.forEach((parent, below) -> {
            if (!parent.isEmpty() && below.size() >= LEAST_SIBLINGS) {
                hosts.add(new Host("*." + parent, count(below), below.size()));
            } else {
                below.forEach(entry -> hosts.add(new Host(pattern(entry.target()), count(List.of(entry)), 1)));
            }
        });
        hosts.sort(Comparator.comparingLong(Host::count).reversed().thenComparing(Host::pattern));
        return hosts;
    }

    /** What the name is directly below; empty for addresses, and where that has too few labels. */
    private static String parent(Entry entry) {
        String host = entry.target().host();
        String parent = host.substring(host.indexOf('.') + 1);
        boolean deep = parent.chars().filter(c -> c == '.').count() >= LEAST_LABELS - 1;
        return entry.target().literal().isEmpty() && deep ? parent : "";
    }

    private static long count(List<Entry> entries) {
        return entries.stream().mapToLong(entry -> entry.count().sum()).sum();
    }

    private static String pattern(Target target) {
        return target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
    }
}
