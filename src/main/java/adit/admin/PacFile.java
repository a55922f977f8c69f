package adit.admin;

import adit.config.ListenAddress;
import adit.http.Host;
import adit.policy.HostPattern;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The script by which browsers choose a proxy: {@code FindProxyForURL(url, host)}. It needs none of the functions that
 * browsers have for such scripts, of which some look names up, and no JavaScript younger than ECMAScript 3.
 *
 * @param proxies what browsers try, in this order, such as {@code PROXY 192.0.2.1:8080}; at least one
 * @param direct the hosts that they reach without
 */
public record PacFile(List<String> proxies, List<HostPattern> direct) {
    /**
     * What stands for one listener.
     *
     * @param kind {@code PROXY} or {@code HTTPS}, as clients speak to it
     * @param host what clients call this machine; empty for the address that it listens on, and for that of loopback where
     *     it listens on all
     */
    public static String proxy(String kind, InetSocketAddress address, Optional<Host> host) {
        InetAddress reached =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        return kind + " "
                + host.map(name -> bracketed(name) + ":" + address.getPort())
                        .orElseGet(() -> ListenAddress.text(new InetSocketAddress(reached, address.getPort())));
    }

    private static String bracketed(Host host) {
        return host.text().indexOf(':') < 0 ? host.text() : "[" + host.text() + "]";
    }

    /** The script. */
    public String text() {
        return """
            function FindProxyForURL(url, host) {
              var name = host.toLowerCase().replace(/^\\[|\\]$|\\.$/g, "");
              var hosts = [%s];
              var domains = [%s];
              var i;
              for (i = 0; i < hosts.length; i++) {
                if (name === hosts[i]) {
                  return "DIRECT";
                }
              }
              for (i = 0; i < domains.length; i++) {
                if (name.length > domains[i].length && name.slice(-domains[i].length) === domains[i]) {
                  return "DIRECT";
                }
              }
              return %s;
            }
            """.formatted(
                        literals(HostPattern.Exactly.class, HostPattern.Exactly::host),
                        literals(HostPattern.Below.class, below -> "." + below.name()),
                        literal(String.join("; ", proxies)));
    }

    private <T extends HostPattern> String literals(Class<T> type, Function<T, String> text) {
        return direct.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(text)
                .map(PacFile::literal)
                .collect(Collectors.joining(", "));
    }

    /** A string of JavaScript; every character that might mean something is escaped. */
    private static String literal(String text) {
        return text.chars()
                .mapToObj(c -> isPlain(c) ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7f && "\"'\\<>&/".indexOf(c) < 0;
    }
}
