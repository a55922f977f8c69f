package adit.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which elements of a list moved among those that another order of it has, too: the fewest that explain the new order. */
final class RuleMoves {
    private RuleMoves() {}

    /**
     * @param before without a repetition
     * @param after likewise; elements that only one of the two has are left out of account
     */
    static Set<String> between(List<String> before, List<String> after) {
        Map<String, Integer> places = new HashMap<>();
        before.forEach(id -> places.put(id, places.size()));
        List<String> common = after.stream().filter(places::containsKey).toList();
        Set<String> moved = new HashSet<>(common);
        stayed(common.stream().map(places::get).toList()).forEach(i -> moved.remove(common.get(i)));
        return moved;
    }

    /** The indices of a longest increasing subsequence (Fredman 1975: patience sorting with links back). */
    private static List<Integer> stayed(List<Integer> places) {
        List<Integer> lasts = new ArrayList<>();
        int[] previous = new int[places.size()];
        for (int i = 0; i < places.size(); i++) {
            int pile = pile(places, lasts, places.get(i));
            previous[i] = pile == 0 ? -1 : lasts.get(pile - 1);
            if (pile == lasts.size()) {
                lasts.add(i);
            } else {
                lasts.set(pile, i);
            }
        }
        List<Integer> indices = new ArrayList<>();
        for (int i = lasts.isEmpty() ? -1 : lasts.get(lasts.size() - 1); i >= 0; i = previous[i]) {
            indices.add(i);
        }
        return indices;
    }

    private static int pile(List<Integer> places, List<Integer> lasts, int place) {
        int low = 0;
        int high = lasts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.get(lasts.get(middle)) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
