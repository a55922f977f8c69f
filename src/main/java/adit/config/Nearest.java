package adit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the known name that a mistyped one was most likely meant to be. */
final class Nearest {
    private Nearest() {}

    /** @param name how a candidate is compared with what was typed */
    static Optional<String> to(String typed, Collection<String> candidates, Function<String, String> name) {
        int furthest = Math.max(1, typed.length() / 3);
        return candidates.stream()
                .filter(c -> Math.abs(name.apply(c).length() - typed.length()) <= furthest)
                .filter(c -> distance(typed, name.apply(c)) <= furthest)
                .min(Comparator.comparingInt(c -> distance(typed, name.apply(c))));
    }

    static String hint(Optional<String> nearest) {
        return nearest.map(n -> "; did you mean '" + n + "'?").orElse("");
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; case does not count. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, d);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] d) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
