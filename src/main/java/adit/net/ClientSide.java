package adit.net;

import adit.tunnel.Rejection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * The conversation with a client until its tunnel is open or refused: what it sent early, whether it still sends, and
 * how it is answered. Belongs to the processor's thread.
 */
final class ClientSide {
    private static final Logger LOG = LogManager.getLogger(ClientSide.class);

    private final TunnelSession session;
    private final Negotiator negotiator;
    private final EarlyData early = new EarlyData();
    private boolean inputEnded;
    private boolean answered;

    ClientSide(TunnelSession session, Negotiator negotiator) {
        this.session = session;
        this.negotiator = negotiator;
    }

    void opened() {
        negotiator.opened(session);
    }

    /** Keeps bytes that the target is to have later. */
    void received(IoBuffer bytes) {
        early.add(bytes);
        if (early.isEnough()) {
            session.suspendRead();
        }
    }

    /** The client sends no more. */
    void inputClosed() {
        inputEnded = true;
        session.suspendRead();
    }

    boolean inputHasEnded() {
        return inputEnded;
    }

    /** Whether the answer to a rejection has been written. */
    boolean isAnswered() {
        return answered;
    }

    /** What came early, given away. */
    ByteBuffer early() {
        return early.take();
    }

    ByteBuffer greeting() {
        return negotiator.greeting();
    }

    /**
     * Writes the answer to a rejection. Closing with unread input would reset the connection, and the client would lose
     * the answer with it: so this end is closed first, and what still comes is read and forgotten.
     *
     * @param closed runs when the answer is written and nothing more is to come
     * @return whether there is an answer to wait for
     */
    boolean answer(Rejection rejection, String tunnelId, Runnable closed) {
        Optional<Object> answer = negotiator.answer(rejection, tunnelId);
        answer.ifPresent(message -> {
            early.take();
            if (!inputEnded) {
                session.resumeRead();
            }
            session.write(message).addListener(written -> answered(closed));
        });
        return answer.isPresent();
    }

    private void answered(Runnable closed) {
        answered = true;
        try {
            session.getChannel().shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A client did not wait for its answer");
        }
        if (inputEnded) {
            closed.run();
        }
    }
}
