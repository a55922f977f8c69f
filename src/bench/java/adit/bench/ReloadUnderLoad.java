package adit.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Reloads a policy with a large block list, again and again and each time another one, under live tunnels. Measures what
 * the tunnels notice: a stall of an I/O thread makes every round trip on it as long, at least. Connections that do not go
 * through the proxy are measured beside them, and all of them also without a reload: what is slow there is the machine.
 *
 * <p>Arguments: the unpacked distribution, an empty directory, and the numbers of tunnels, names and reloads. Exits with 1
 * where a tunnel was lost or a round trip took longer than 20 ms.
 */
final class ReloadUnderLoad {
    private static final int IN_PLAY = 64;
    private static final int DIRECT = 16;
    private static final double MOST_MILLIS = 20;
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final long ANSWER_SECONDS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String SAFEPOINTS = "safepoint.log";

    private final Path base;
    private final Installed adit;
    private final EchoLoop loop = new EchoLoop();
    private final int names;

    private ReloadUnderLoad(Path home, Path base, int names) throws IOException {
        this.base = base;
        this.adit = new Installed(home, base);
        this.names = names;
    }

    public static void main(String[] args) throws Exception {
        ReloadUnderLoad bench =
                new ReloadUnderLoad(Path.of(args[0]), Path.of(args[1]).toRealPath(), Integer.parseInt(args[3]));
        System.exit(bench.run(Integer.parseInt(args[2]), Integer.parseInt(args[4])) ? 0 : 1);
    }

    private boolean run(int tunnels, int reloads) throws Exception {
        for (int i = 0; i <= reloads; i++) {
            writeList(i);
        }
        putInPlace(0);
        Files.writeString(
                base.resolve("adit.yaml"),
                """
                policy:
                  allowed_addresses: ["127.0.0.1/32"]
                  block_lists: [names.txt]
                  rules: [{id: echo, action: allow, ports: [%d]}]
                """
                        .formatted(loop.port()));
        Thread thread = new Thread(loop, "echo");
        thread.setDaemon(true);
        thread.start();
        int port = adit.start(base.resolve("adit.yaml"));
        try {
            connect(tunnels, port);
            return measure(tunnels, reloads);
        } finally {
            adit.stop();
        }
    }

    private void connect(int tunnels, int port) throws IOException {
        for (int i = 0; i < tunnels; i++) {
            loop.add(Tunnels.open(Tunnels.connect(port), loop.port()), true, i < IN_PLAY);
        }
        for (int i = 0; i < DIRECT; i++) {
            loop.add(Tunnels.connect(loop.port()), false, true);
        }
    }

    private boolean measure(int tunnels, int reloads) throws Exception {
        loop.askAll().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        loop.turn();
        Pause.of(QUIET);
        EchoLoop.Period quiet = loop.turn();
        IoThreads before = IoThreads.of(adit.pid());
        int pausesBefore = Files.readAllLines(adit.log(SAFEPOINTS)).size();
        Samples durations = reload(reloads);
        EchoLoop.Period busy = loop.turn();
        IoThreads after = IoThreads.of(adit.pid());
        Pauses pauses = Pauses.read(adit.log(SAFEPOINTS), pausesBefore);
        loop.askAll().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        int lost = loop.lost();
        System.out.println(String.join(
                "\n",
                "| | number | median ms | 99.9 % | worst |",
                "| --- | --- | --- | --- | --- |",
                "| reload, with its script " + durations.row(),
                "| round trip past the proxy, quiet " + quiet.direct.row(),
                "| through the proxy, quiet " + quiet.tunnels.row(),
                "| past the proxy, during reloads " + busy.direct.row(),
                "| through the proxy, during reloads " + busy.tunnels.row(),
                "",
                "tunnels: " + tunnels + ", lost: " + lost,
                "pauses in ms: " + pauses,
                after.since(before)));
        return lost == 0 && busy.tunnels.worstMillis() <= MOST_MILLIS;
    }

    /** One after the other, each with another list; the whole of it is in one period. */
    private Samples reload(int reloads) throws IOException, InterruptedException {
        Samples durations = new Samples();
        for (int i = 1; i <= reloads; i++) {
            putInPlace(i);
            long start = System.nanoTime();
            adit.reload();
            durations.add(System.nanoTime() - start);
            Pause.of(BETWEEN);
        }
        return durations;
    }

    private void writeList(int number) throws IOException {
        Random random = new Random(number);
        try (BufferedWriter out = Files.newBufferedWriter(list(number))) {
            for (int i = 0; i < names; i++) {
                out.write("host-" + i + "." + Integer.toHexString(random.nextInt()) + ".example\n");
            }
        }
    }

    private Path list(int number) {
        return base.resolve("names-" + number + ".txt");
    }

    private void putInPlace(int number) throws IOException {
        Files.move(list(number), base.resolve("names.txt"), StandardCopyOption.ATOMIC_MOVE);
    }
}
