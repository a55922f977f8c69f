package adit.doctor;

import adit.config.Settings;
import adit.dns.DnsCheck;
import adit.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the settings need of the world: files, certificates, name servers, free ports. */
final class Configured {
    private final Settings settings;

    Configured(Settings settings) {
        this.settings = settings;
    }

    /** @param running whether an instance has the ports already */
    void examine(Instant now, boolean running, Consumer<Finding> told) {
        settings.warnings(now)
                .forEach(warning -> told.accept(Finding.warn("configuration", warning, "see docs/configuration.md")));
        settings.listeners().stream()
                .flatMap(listener -> listener.tls().stream().flatMap(tls -> certificates(listener.name(), tls, now)))
                .forEach(told);
        if (!running) {
            settings.listeners().forEach(listener -> told.accept(port(listener)));
        }
        nameServers(told);
    }

    private static Stream<Finding> certificates(String listener, TlsContext tls, Instant now) {
        return tls.certificates().stream()
                .filter(certificate -> certificate.warning(now).isEmpty())
                .map(certificate -> Finding.ok(
                        "certificate of " + listener,
                        certificate.subject() + " is valid for " + certificate.daysLeft(now) + " more days"));
    }

    private static Finding port(Settings.Listener listener) {
        String matter = "listener " + listener.name();
        try (ServerSocket socket = new ServerSocket()) {
            // As the proxy binds it: what was open before does not count.
            socket.setReuseAddress(true);
            socket.bind(listener.address());
            return Finding.ok(matter, "its address is free");
        } catch (IOException e) {
            return Finding.fail(matter, "cannot be bound: " + e.getMessage(), "end who has it, or change its address");
        }
    }

    private void nameServers(Consumer<Finding> told) {
        try {
            List<InetSocketAddress> servers = DnsCheck.servers(settings.dns());
            if (servers.isEmpty()) {
                told.accept(Finding.ok("DNS", "left to this machine"));
            }
            servers.forEach(server -> told.accept(nameServer(server)));
        } catch (IOException e) {
            told.accept(Finding.fail("DNS", "/etc/resolv.conf cannot be read", "set dns.servers"));
        }
    }

    private Finding nameServer(InetSocketAddress server) {
        String matter = "DNS server " + server.getAddress().getHostAddress() + " port " + server.getPort();
        return DnsCheck.problem(server, settings.dns().timeout())
                .map(problem ->
                        Finding.warn(matter, problem, "names may not be found: correct dns.servers or the network"))
                .orElseGet(() -> Finding.ok(matter, "answers"));
    }
}
