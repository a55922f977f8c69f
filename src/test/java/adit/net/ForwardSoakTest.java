package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.net.Origin.Manner;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many clients, many requests of every framing, several origins: each gets its own answers, whole and in order. */
class ForwardSoakTest {
    private static final int CLIENTS = 64;
    private static final int REQUESTS = 100;

    @Test
    void eachClientGetsTheAnswersToItsOwnRequests() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (Proxy proxy = Proxy.start();
                Origin first = Origin.that(Manner.ECHO);
                Origin second = Origin.that(Manner.ECHO);
                Origin third = Origin.that(Manner.ECHO)) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(CompletableFuture.runAsync(
                        () -> converse(proxy, List.of(first, second, third), number), threads));
            }
            clients.forEach(CompletableFuture::join);
            proxy.awaitClosed((long) CLIENTS * REQUESTS);
            assertThat(proxy.records).extracting(TunnelRecord::outcome).containsOnly(Outcome.ESTABLISHED);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void converse(Proxy proxy, List<Origin> origins, int number) {
        Random random = new Random(number);
        try (Client client = proxy.client()) {
            int left = REQUESTS;
            while (left > 0) {
                int pipelined = Math.min(left, 1 + random.nextInt(3));
                List<String> expected = new ArrayList<>();
                StringBuilder requests = new StringBuilder();
                for (int i = 0; i < pipelined; i++) {
                    String path = "/" + number + "-" + left--;
                    expected.add(request(origins.get(random.nextInt(origins.size())), path, random, requests));
                }
                client.send(requests.toString());
                for (String content : expected) {
                    assertThat(content(client)).isEqualTo(content);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Appends a request, and returns what its echo is. */
    private static String request(Origin origin, String path, Random random, StringBuilder requests) {
        String body = (path + " ").repeat(random.nextInt(2000));
        switch (random.nextInt(3)) {
            case 0 -> {
                requests.append(origin.get(path));
                return "GET " + path + " HTTP/1.1\n";
            }
            case 1 -> requests.append(origin.post(path, body));
            default -> {
                requests.append(origin.start("POST", path)).append("Transfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < body.length(); at += 3000) {
                    String chunk = body.substring(at, Math.min(body.length(), at + 3000));
                    requests.append(Integer.toHexString(chunk.length()))
                            .append("\r\n")
                            .append(chunk)
                            .append("\r\n");
                }
                requests.append("0\r\n\r\n");
            }
        }
        return "POST " + path + " HTTP/1.1\n" + body;
    }

    private static String content(Client client) throws IOException {
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
        String length = Origin.field(head, "Content-Length");
        if (!length.isEmpty()) {
            return client.read(Integer.parseInt(length));
        }
        StringBuilder content = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(Origin.until(client.in(), "\r\n").trim(), 16);
            content.append(client.read(size));
            client.read(2);
            if (size == 0) {
                return content.toString();
            }
        }
    }
}
