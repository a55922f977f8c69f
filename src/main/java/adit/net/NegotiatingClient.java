package adit.net;

import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.future.WriteFuture;

/**
 * A client in MINA's hands until its first tunnel is open or refused: what it sent early, whether it still sends, and how
 * it is answered. Belongs to the processor's thread.
 */
final class NegotiatingClient implements ClientSide {
    private static final Logger LOG = LogManager.getLogger(NegotiatingClient.class);

    private final TunnelSession session;
    private final Negotiator negotiator;
    private final ClientIdentity identity;
    private final ClientInput input = new ClientInput();
    private boolean answered;

    NegotiatingClient(TunnelSession session, Negotiator negotiator) {
        this.session = session;
        this.negotiator = negotiator;
        this.identity = new ClientIdentity(session);
    }

    @Override
    public void opened() {
        negotiator.opened(session);
    }

    @Override
    public ClientIdentity identity() {
        return identity;
    }

    @Override
    public void received(IoBuffer bytes) {
        input.keep(bytes.buf());
        if (!input.hasRoom()) {
            session.suspendRead();
        }
    }

    @Override
    public void inputClosed() {
        input.end();
        session.suspendRead();
    }

    @Override
    public ClientInput input() {
        return input;
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    @Override
    public boolean answer(Optional<Reply> reply) {
        Optional<WriteFuture> answer =
                TlsFilter.of(session).map(tls -> answerByTls(tls, reply)).orElseGet(() -> reply.map(session::write));
        answer.ifPresent(future -> {
            input.take();
            if (!input.hasEnded()) {
                session.resumeRead();
            }
            future.addListener(written -> answered());
        });
        return answer.isPresent();
    }

    private Optional<WriteFuture> answerByTls(TlsConversation tls, Optional<Reply> reply) {
        if (tls.failure() instanceof PlainTextException) {
            session.getFilterChain().remove(TlsFilter.class);
            return reply.map(session::write);
        }
        if (tls.failure() != null
                || (tls.isConnected() && reply.map(session::write).isPresent())) {
            return Optional.of(TlsFilter.endOutput(session));
        }
        return Optional.empty();
    }

    private void answered() {
        answered = true;
        try {
            session.getChannel().shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A client did not wait for its answer");
        }
        if (input.hasEnded()) {
            session.tunnel().inputClosed();
        }
    }

    @Override
    public void release() {
        session.leaveFilters();
    }

    @Override
    public void tunnelEnded() {
        session.closeNow();
    }
}
