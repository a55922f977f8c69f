package adit.app;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A program for {@link ResolverCacheTest}: serves as the program does and prints how long the JVM keeps addresses. */
final class ResolverCacheProbe {
    private ResolverCacheProbe() {}

    public static void main(String[] args) throws Exception {
        RunningServer server = Wiring.start(
                Wiring.settings(Optional.empty(), Map.of("listeners.address", "127.0.0.1:0", "dns.resolver", args[0])),
                Succession.none());
        Object seconds =
                Class.forName("sun.net.InetAddressCachePolicy").getMethod("get").invoke(null);
        server.stop(Duration.ZERO, new CompletableFuture<>());
        System.out.println("kept for " + seconds + " s");
    }
}
