package adit.soak;

import adit.soak.Visitor.Entrance;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An attack. */
final class Storm {
    static final List<String> NAMES = List.of(
            "calm",
            "leave",
            "resets",
            "half-heads",
            "half-handshakes",
            "drops",
            "slow-headers",
            "slow-bodies",
            "slow-reads");

    private static final int CONNECTIONS = 4_000;
    private static final int ATTACKERS = 4;
    private static final long BRIEF_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int DROPS = 15;

    /** A record of TLS that begins a ClientHello, and most of it missing. */
    private static final String HALF_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";

    private final Site site;
    private final Entrance entrance;
    private final Attack attack;
    private final AtomicLong made = new AtomicLong();

    private Storm(Site site, Attack attack) {
        this.site = site;
        this.entrance = site.entrances().get(0);
        this.attack = attack;
    }

    @FunctionalInterface
    private interface Attack {
        void on(Storm storm) throws IOException, InterruptedException;
    }

    static Storm named(String name, Site site) {
        return new Storm(
                site,
                switch (name) {
                    case "calm" -> storm -> storm.last(BRIEF_NANOS);
                    case "leave" -> storm -> storm.again(client -> client.hangUp());
                    case "resets" -> Storm::resets;
                    case "half-heads" ->
                        storm -> storm.half(site.entrances().get(0), "CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost:");
                    case "half-handshakes" ->
                        storm -> storm.half(site.entrances().get(1), HALF_HELLO);
                    case "drops" -> Storm::drops;
                    case "slow-headers" -> storm -> storm.slowhttptest("-H", HttpOrigin.SINK);
                    case "slow-bodies" -> storm -> storm.slowhttptest("-B", HttpOrigin.SINK);
                    case "slow-reads" -> storm -> storm.slowhttptest("-X", "/0/0/1/1000000/length");
                    default ->
                        throw new IllegalArgumentException("no storm is called '" + name + "': allowed are " + NAMES);
                });
    }

    void rage() throws IOException, InterruptedException {
        attack.on(this);
    }

    @FunctionalInterface
    private interface Move {
        void by(Visitor client) throws IOException;
    }

    /** Connections, one after the other, as fast as they can be made. */
    private void again(Move move) {
        long end = System.nanoTime() + BRIEF_NANOS;
        List<CompletableFuture<Void>> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            attackers.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() - end < 0) {
                            attempt(move);
                        }
                    },
                    site.threads()));
        }
        CompletableFuture.allOf(attackers.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** From many, or the ports of one are soon used up, and then others have to wait for that. */
    private static InetAddress address(long number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 1, 0, (byte) (number % 250 + 1)});
    }

    private void attempt(Move move) {
        try {
            Visitor client = Visitor.from(address(made.incrementAndGet()), entrance);
            move.by(client);
        } catch (IOException e) {
            // An attacker that is turned away tries again.
            Thread.onSpinWait();
        }
    }

    /** Each with a tunnel that has just opened. */
    private void resets() {
        again(client -> {
            client.send(Visitor.request(site.targets().answering()));
            client.status();
            client.reset();
        });
    }

    /** All at once, and then silence. */
    private void half(Entrance where, String beginning) throws IOException {
        List<Visitor> clients = gather(where);
        clients.forEach(client -> quietly(() -> client.send(beginning)));
        last(BRIEF_NANOS);
        scatter(clients);
    }

    /** A byte a second from each of them. */
    private void drops() throws IOException {
        List<Visitor> clients = gather(entrance);
        String head = Visitor.request("127.0.0.1:443");
        for (int i = 0; i < DROPS; i++) {
            String drop = head.substring(i, i + 1);
            clients.forEach(client -> quietly(() -> client.send(drop)));
            site.pauses().upTo(1_000);
        }
        scatter(clients);
    }

    private void last(long nanos) {
        site.pauses().upTo(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private List<Visitor> gather(Entrance where) throws IOException {
        List<Visitor> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(Visitor.inTheClear(where));
            made.incrementAndGet();
        }
        return clients;
    }

    private static void scatter(List<Visitor> clients) {
        clients.forEach(client -> quietly(client::hangUp));
    }

    private static void quietly(Scene.Step step) {
        try {
            step.run();
        } catch (IOException e) {
            // The proxy has closed it: so it should.
            Thread.onSpinWait();
        }
    }

    private void slowhttptest(String mode, String path) throws IOException, InterruptedException {
        String proxy = "127.0.0.1:" + entrance.address().getPort();
        String url = "http://" + site.targets().exchanging() + path;
        List<String> command = new ArrayList<>(List.of("slowhttptest", mode, "-d", proxy, "-u", url));
        command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-r", "1000", "-i", "2", "-l", "25", "-p", "5"));
        command.addAll(List.of("-w", "1000", "-y", "2000", "-n", "2", "-z", "32", "-k", "1"));
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("slowhttptest ended with " + code);
        }
        made.addAndGet(CONNECTIONS);
    }

    @Override
    public String toString() {
        return made + " connections";
    }
}
