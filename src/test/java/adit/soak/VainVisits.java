package adit.soak;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;

/** Visits that come to nothing. */
final class VainVisits {
    private static final List<String> GARBAGE = List.of(
            "GARBAGE\r\n\r\n",
            "CONNECT  127.0.0.1:443 HTTP/1.1\r\n\r\n",
            "CONNECT 127.0.0.1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost: 127.0.0.1:443\r\nbad field\r\n\r\n",
            "CONNECT 127.0.0.1:443 HTTP/1.1\nHost: 127.0.0.1:443\n\n");

    private VainVisits() {}

    static void absentTarget(Scene scene) throws IOException {
        refused(scene, Visitor.request(scene.targets().absent()), 502);
    }

    static void deniedTarget(Scene scene) throws IOException {
        refused(scene, Visitor.request("10.1.2.3:443"), 403);
    }

    static void garbage(Scene scene) throws IOException {
        refused(scene, GARBAGE.get(scene.random.nextInt(GARBAGE.size())), 400);
    }

    private static void refused(Scene scene, String request, int status) throws IOException {
        try (Visitor client = Visitor.at(scene.entrance)) {
            client.send(request);
            scene.expect(client, status);
            client.in().readAllBytes();
        }
    }

    /** It accepts and resets: whether the tunnel opened before is a matter of luck. */
    static void resettingTarget(Scene scene) throws IOException {
        try (Visitor client = Visitor.at(scene.entrance)) {
            client.send(Visitor.request(scene.targets().resetting()));
            client.in().readAllBytes();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // The reset, passed on.
            return;
        }
    }

    /** A part of a request, and the client is gone. */
    static void halfHead(Scene scene) throws IOException {
        String request = Visitor.request(scene.targets().answering());
        Visitor client = Visitor.at(scene.entrance);
        client.send(request.substring(0, scene.random.nextInt(request.length() - 1)));
        leave(scene, client);
    }

    /** Comes without TLS, whatever is spoken there, says nothing or little, and goes. */
    static void noWord(Scene scene) throws IOException {
        Visitor client = Visitor.inTheClear(scene.entrance);
        byte[] little = new byte[scene.random.nextInt(3)];
        client.out().write(little);
        leave(scene, client);
    }

    private static void leave(Scene scene, Visitor client) throws IOException {
        if (scene.random.nextBoolean()) {
            scene.pause();
        }
        switch (scene.random.nextInt(3)) {
            case 0 -> client.reset();
            case 1 -> client.hangUp();
            default -> client.close();
        }
    }
}
