package adit.soak;

import adit.soak.HttpOrigin.Exchange;
import adit.soak.Scene.Ends;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Visits that nobody disturbs: every byte arrives, in order, once, and then the end. */
final class WholeVisits {
    private static final byte[] NOTHING = {};
    private static final int MOST_DROPS = 20;
    private static final int MOST_EXCHANGES = 5;

    private WholeVisits() {}

    /** Both send at once, and end as they come to it. */
    static void twoWay(Scene scene) throws IOException {
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            exchangeAtOnce(scene, ends, scene.stream(), 0);
        }
    }

    /** The first bytes come with the request. */
    static void early(Scene scene) throws IOException {
        ByteStream up = scene.stream();
        int first = (int) Math.min(up.length(), scene.random.nextInt(6_000));
        try (Ends ends = scene.tunnel(scene.targets().answering(), up.first(first))) {
            exchangeAtOnce(scene, ends, up, first);
        }
    }

    private static void exchangeAtOnce(Scene scene, Ends ends, ByteStream up, long sent) throws IOException {
        Visitor client = ends.client();
        Socket target = ends.target();
        ByteStream down = scene.stream();
        CompletableFuture<Void> upward = scene.start(() -> {
            up.sendTo(client.out(), sent);
            client.endOutput();
        });
        CompletableFuture<Void> downward = scene.start(() -> sendAndEnd(target, down));
        CompletableFuture<Void> arriving = scene.start(() -> up.receiveAllFrom(target.getInputStream()));
        down.receiveAllFrom(client.in());
        Scene.await(upward, downward, arriving);
    }

    /** The target answers when the client has ended. */
    static void clientFirst(Scene scene) throws IOException {
        ByteStream up = scene.stream();
        ByteStream down = scene.stream();
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            CompletableFuture<Void> upward = scene.start(() -> {
                up.sendTo(ends.client().out());
                ends.client().endOutput();
            });
            up.receiveAllFrom(ends.target().getInputStream());
            CompletableFuture<Void> downward = scene.start(() -> sendAndEnd(ends.target(), down));
            down.receiveAllFrom(ends.client().in());
            Scene.await(upward, downward);
        }
    }

    /** The client goes on when the target has ended, but first lets it wait. */
    static void targetFirst(Scene scene) throws IOException {
        ByteStream up = scene.stream();
        ByteStream down = scene.stream();
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            CompletableFuture<Void> downward = scene.start(() -> sendAndEnd(ends.target(), down));
            scene.pause();
            down.receiveAllFrom(ends.client().in());
            CompletableFuture<Void> upward = scene.start(() -> {
                up.sendTo(ends.client().out());
                ends.client().endOutput();
            });
            scene.pause();
            up.receiveAllFrom(ends.target().getInputStream());
            Scene.await(upward, downward);
        }
    }

    /** Byte by byte, with pauses. */
    static void drip(Scene scene) throws IOException {
        ByteStream up = new ByteStream(scene.random.nextLong(), scene.random.nextInt(MOST_DROPS));
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            for (byte drop : up.first((int) up.length())) {
                ends.client().out().write(drop);
                scene.pause();
            }
            ends.client().endOutput();
            up.receiveAllFrom(ends.target().getInputStream());
            ends.target().shutdownOutput();
            new ByteStream(0, 0).receiveAllFrom(ends.client().in());
        }
    }

    private static void sendAndEnd(Socket socket, ByteStream stream) throws IOException {
        stream.sendTo(socket.getOutputStream());
        socket.shutdownOutput();
    }

    /** Requests for http:// URLs, one after the other on one connection. */
    static void exchanges(Scene scene) throws IOException {
        try (Visitor client = Visitor.at(scene.entrance)) {
            for (int left = scene.random.nextInt(MOST_EXCHANGES) + 1; left > 0; left--) {
                Exchange exchange = new Exchange(scene.stream(), scene.stream(), scene.random.nextBoolean());
                CompletableFuture<Void> sending = scene.start(() -> send(scene, client, exchange));
                receive(scene, client, exchange);
                Scene.await(sending);
            }
        }
    }

    private static void send(Scene scene, Visitor client, Exchange exchange) throws IOException {
        String origin = scene.targets().exchanging();
        OutputStream out = client.out();
        out.write(("POST http://" + origin + exchange.path() + " HTTP/1.1\r\nHost: " + origin + "\r\nContent-Length: "
                        + exchange.body().length() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        exchange.body().sendTo(out);
    }

    private static void receive(Scene scene, Visitor client, Exchange exchange) throws IOException {
        scene.expect(client, 200);
        if (exchange.chunked()) {
            exchange.answer().receiveAllFrom(new HttpOrigin.Dechunked(client.in()));
        } else {
            exchange.answer().receiveFrom(client.in());
        }
    }
}
