package adit.dns;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of a hosts file (hosts(5)): an address, then names, in each line. The library's reader keeps one address a
 * name, where the addresses of all lines count. Immutable.
 */
record Hosts(Map<String, List<InetAddress>> addresses) {
    /** What is not understood is left out, as by every other reader of the file. */
    static Hosts read(List<String> lines) {
        Map<String, List<InetAddress>> addresses = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split("#", 2)[0].strip().split("\\s+", -1);
            Optional<InetAddress> address = IpAddress.parse(words[0]);
            for (int i = 1; i < words.length && address.isPresent(); i++) {
                List<InetAddress> known = addresses.computeIfAbsent(canonical(words[i]), name -> new ArrayList<>());
                if (known.size() < Family.MOST_ADDRESSES) {
                    known.add(address.get());
                }
            }
        }
        addresses.replaceAll((name, found) -> List.copyOf(found));
        return new Hosts(Map.copyOf(addresses));
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** None where the file does not have the name. */
    List<InetAddress> of(String host) {
        return addresses.getOrDefault(host, List.of());
    }
}
