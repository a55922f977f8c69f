package adit.load;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Measures proxies under the same loads, each round of one next to the same round of the others. Clients and origin have a
 * thread each, in this process.
 *
 * <p>Arguments: the checkout, then those of {@link Options}. Exits with 1 where anything but the right bytes came, with 2
 * where the arguments are wrong.
 */
public final class Bench {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int MOST_WARM_UPS = 5;

    /** A proxy is warm when a round costs no less than this part of the one before. */
    private static final double WARM = 0.93;

    private final Options options;
    private final Origin origin = new Origin();
    private final List<Subject> subjects;
    private final Table table;

    private Bench(Options options, List<Subject> subjects) throws IOException {
        this.options = options;
        this.subjects = subjects;
        this.table = new Table(subjects.size() > 1);
    }

    /** See above. */
    public static void main(String[] args) {
        try {
            Path root = Path.of(args[0]);
            Options options = Options.of(List.of(args).subList(1, args.length));
            List<Subject> subjects = subjects(root, options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(subjects)));
            new Bench(options, subjects).run();
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<Subject> subjects(Path root, Options options) throws IOException, GeneralSecurityException {
        Path keys = root.resolve("src/test/resources/adit/tls");
        Path instances = root.resolve("target/bench");
        SSLContext trust = Entrance.trusting(keys.resolve("ec.p12"), keys.resolve("password"));
        List<Path> homes = new ArrayList<>(List.of(root));
        homes.addAll(options.also());
        List<Subject> subjects = new ArrayList<>();
        for (Path home : homes) {
            String name = subjects.isEmpty() ? "this" : home.getFileName().toString();
            Path base = instances.resolve(subjects.size() + "-" + name);
            subjects.add(new Distribution(name, home, base, keys, trust));
        }
        for (String command : options.against()) {
            subjects.add(new OtherProxy(command));
        }
        return subjects;
    }

    private static void close(List<Subject> subjects) {
        for (Subject subject : subjects) {
            try {
                subject.close();
            } catch (IOException e) {
                System.err.println("bench: " + e.getMessage());
            }
        }
    }

    private void run() throws IOException {
        Thread thread = new Thread(origin, "origin");
        thread.setDaemon(true);
        thread.start();
        for (Subject subject : subjects) {
            subject.start();
        }
        System.out.println(Surroundings.machine() + "; rounds: " + options.rounds() + " of "
                + options.time().toSeconds() + " s");
        for (Subject subject : subjects) {
            System.out.println(subject.name() + ": " + subject.description());
        }
        System.out.println("\n" + table.head());
        for (Mode mode : options.modes()) {
            measure(
                    mode,
                    subjects.stream().filter(subject -> subject.does(mode)).toList());
        }
    }

    private void measure(Mode mode, List<Subject> able) throws IOException {
        List<List<Round>> results = mode.counted() == Mode.Counted.MEMORY ? once(mode, able) : interleaved(mode, able);
        for (int i = 0; i < able.size(); i++) {
            System.out.println(table.row(mode, able.get(i).name(), results.get(i), results.get(0)));
        }
    }

    /** Of a proxy that did other work before, memory that is free would serve the tunnels. */
    private List<List<Round>> once(Mode mode, List<Subject> able) throws IOException {
        List<List<Round>> results = new ArrayList<>();
        for (Subject subject : able) {
            subject.close();
            subject.start();
            results.add(List.of(Round.play(mode, subject, origin, options.time())));
        }
        return results;
    }

    private List<List<Round>> interleaved(Mode mode, List<Subject> able) throws IOException {
        List<List<Round>> results = new ArrayList<>();
        for (Subject subject : able) {
            warmUp(mode, subject);
            results.add(new ArrayList<>());
        }
        for (int i = 0; i < options.rounds(); i++) {
            for (int j = 0; j < able.size(); j++) {
                results.get(j).add(Round.play(mode, able.get(j), origin, options.time()));
            }
        }
        return results;
    }

    /** Until what the compiler makes of the code is no longer most of what is measured. */
    private void warmUp(Mode mode, Subject subject) throws IOException {
        double before = Double.MAX_VALUE;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            double cost = Round.play(mode, subject, origin, WARM_UP).cost(mode);
            if (cost > WARM * before) {
                return;
            }
            before = cost;
        }
    }
}
