package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.Fault;
import adit.http.IpAddress;
import adit.net.Peer.Script;
import adit.tunnel.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy whose process runs out of descriptors. */
class DescriptorsTest {
    private static final int DESCRIPTORS = 128;
    private static final String EXHAUSTED = "No connection can be accepted";
    private static final long MOST_LOOKS_A_SECOND = 200;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Process process;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ShortOfDescriptors.class.getName());
        // "Too many open files" is known by its words.
        builder.environment().put("LC_ALL", "C");
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::readLines, "lines");
        reader.setDaemon(true);
        reader.start();
        address = new InetSocketAddress(
                IpAddress.parse("127.0.0.1").orElseThrow(), Integer.parseInt(lineWith("answer port ")));
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    @Test
    @Fault(
            value = Fault.Kind.DESCRIPTORS,
            when = "for the target",
            outcome = "429: tunnel-limit; the acceptor neither spins nor dies")
    void itNeitherSpinsNorDiesAndServesAgainWhenDescriptorsComeBack() throws Exception {
        try (Peer peer = Peer.that(Script.ECHO);
                Peer absent = Peer.that(Script.ABSENT)) {
            // The classes for a failed connect are loaded while files can still be opened.
            refused(Client.request(absent.authority()), Outcome.CONNECT_REFUSED);
            echoes(peer);
            List<Client> clients = new ArrayList<>();
            clients.add(new Client(address));
            // Let in before the others, who might have the thread that is to accept it wait for a processor.
            await().until(() -> live() == 1);
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                clients.add(new Client(address));
            }
            lineWith(EXHAUSTED);

            clients.get(0).send(Client.request(peer.authority()));
            assertThat(clients.get(0).readToEnd())
                    .startsWith("HTTP/1.1 429 ")
                    .contains("outcome: " + Outcome.TUNNEL_LIMIT.label());

            long before = looks();
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> looks() - before < MOST_LOOKS_A_SECOND);

            for (Client client : clients) {
                client.close();
            }
            echoes(peer);
            ask("end");
            lineWith("answer ended ");
        }
    }

    private void echoes(Peer peer) throws IOException {
        try (Client client = new Client(address)) {
            assertThat(client.connect(peer.authority())).contains(" 200 ");
            client.send("hello").endOutput();
            assertThat(client.readToEnd()).isEqualTo("hello");
        }
    }

    private void refused(String request, Outcome outcome) throws IOException {
        try (Client client = new Client(address)) {
            client.send(request);
            assertThat(client.readToEnd()).contains("outcome: " + outcome.label());
        }
    }

    private long looks() throws Exception {
        return answer("looks");
    }

    private long live() throws Exception {
        return answer("live");
    }

    private long answer(String question) throws Exception {
        ask(question);
        return Long.parseLong(lineWith("answer " + question + " "));
    }

    private void ask(String question) throws IOException {
        process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** What follows the words in the next line that has them. */
    private String lineWith(String words) throws InterruptedException {
        StringBuilder others = new StringBuilder();
        for (String line = nextLine(); line != null; line = nextLine()) {
            int start = line.indexOf(words);
            if (start >= 0) {
                return line.substring(start + words.length());
            }
            others.append(line).append('\n');
        }
        throw new AssertionError("no line with '" + words + "', but:\n" + others);
    }

    private String nextLine() throws InterruptedException {
        return lines.poll(20, TimeUnit.SECONDS);
    }

    private void readLines() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
