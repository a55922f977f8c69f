package adit.soak;

import adit.soak.ByteStream.CorruptedException;
import adit.soak.Scene.Ends;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Visits that somebody cuts short while both sides send. What arrives is the beginning of what was sent, and nobody takes
 * it for the whole: nobody sees an end in order.
 */
final class CutVisits {
    private static final byte[] NOTHING = {};

    /** An operator ends all that leads to the target; so there must be one such visit at a time. */
    private static final Object OPERATOR = new Object();

    private CutVisits() {}

    static void byTheClient(Scene scene) throws IOException {
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            Traffic traffic = traffic(scene, ends);
            scene.pause();
            if (scene.entrance.tls().isPresent() && scene.random.nextBoolean()) {
                ends.client().hangUp();
            } else {
                ends.client().reset();
            }
            Scene.await(seesNoEnd(scene, ends.target().getInputStream(), traffic.up(), traffic.downward()));
            traffic.finish(ends);
        }
    }

    static void byTheTarget(Scene scene) throws IOException {
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            Traffic traffic = traffic(scene, ends);
            scene.pause();
            Visitor.reset(ends.target());
            Scene.await(seesNoEnd(scene, ends.client().in(), traffic.down(), traffic.upward()));
            traffic.finish(ends);
        }
    }

    static void byTheOperator(Scene scene) throws IOException {
        synchronized (OPERATOR) {
            endedByTheOperator(scene);
        }
    }

    private static void endedByTheOperator(Scene scene) throws IOException {
        try (Ends ends = scene.tunnel(scene.targets().doomed(), NOTHING)) {
            Traffic traffic = traffic(scene, ends);
            scene.pause();
            if (scene.endByOperator(scene.targets().doomed())) {
                Scene.await(
                        seesNoEnd(scene, ends.client().in(), traffic.down(), traffic.upward()),
                        seesNoEnd(scene, ends.target().getInputStream(), traffic.up(), traffic.downward()));
            }
            traffic.finish(ends);
        }
    }

    /** Nobody reads, until both leave. */
    static void byBoth(Scene scene) throws IOException {
        try (Ends ends = scene.tunnel(scene.targets().answering(), NOTHING)) {
            Traffic traffic = traffic(scene, ends);
            scene.pause();
            traffic.finish(ends);
        }
    }

    /** The streams under way; their senders fail when the sockets do. */
    private record Traffic(ByteStream up, ByteStream down, CompletableFuture<?> upward, CompletableFuture<?> downward) {
        void finish(Ends ends) throws IOException {
            ends.client().hangUp();
            ends.target().close();
            upward.exceptionally(e -> null).join();
            downward.exceptionally(e -> null).join();
        }
    }

    private static Traffic traffic(Scene scene, Ends ends) {
        ByteStream up = scene.stream();
        ByteStream down = scene.stream();
        Visitor client = ends.client();
        Socket target = ends.target();
        return new Traffic(
                up,
                down,
                scene.start(() -> up.sendTo(client.out())),
                scene.start(() -> down.sendTo(target.getOutputStream())));
    }

    /** @param own what the same end is sending */
    private static CompletableFuture<Void> seesNoEnd(
            Scene scene, InputStream in, ByteStream stream, CompletableFuture<?> own) {
        return scene.start(() -> {
            try {
                stream.receivePrefix(in, stream.length());
                int more = in.read();
                if (more >= 0) {
                    throw new CorruptedException("more came than was sent");
                }
                if (!wasReset(own)) {
                    throw new CorruptedException("a stream that was cut seems to be whole");
                }
            } catch (SocketTimeoutException e) {
                throw new CorruptedException("nobody told that the stream was cut");
            } catch (IOException e) {
                // As it should be.
                return;
            }
        });
    }

    /**
     * The system tells of a reset once, be it the reader or the writer; the other then finds an end or a broken pipe. An end in
     * order breaks the pipe, too, but then nobody hears of a reset.
     */
    private static boolean wasReset(CompletableFuture<?> sending) {
        return sending.handle(
                        (done, cause) -> cause != null && String.valueOf(cause).contains("reset"))
                .completeOnTimeout(false, Visitor.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}
