package adit.net;

import adit.tls.ServerEnd;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.DisableEncryptWriteRequest;
import org.apache.mina.filter.ssl.EncryptedWriteRequest;
import org.apache.mina.filter.ssl.SslFilter;

/**
 * MINA's TLS filter with its place in the chain, its events and attributes, and another engine room: {@link TlsConversation}.
 * What that does better:
 *
 * <ul>
 *   <li>records are decoded in a loop, not by recursion, so that no number of them overflows the stack;
 *   <li>any number of messages may wait for the handshake, and all that was written is sent before an orderly close;
 *   <li>closing the session, by {@code closeNow} too, sends a close_notify;
 *   <li>a close_notify from the peer is told as {@code inputClosed}, and the session can still write (TLS 1.3);
 *   <li>a connection that ends without one is told as a {@link TruncatedException}, and closed;
 *   <li>text instead of TLS is told as a {@link PlainTextException}, and nothing is sent;
 *   <li>a relay can take the engine over, without the peer noticing.
 * </ul>
 *
 * <p>What still waits for the handshake when the session is closed is not sent, and its futures say so.
 */
final class TlsFilter extends SslFilter {
    /** The superclass insists on a context; here nobody asks it for anything. */
    private static final SSLContext NEVER_ASKED = new SSLContext(null, null, "none") {};

    private static final AttributeKey CONVERSATION = new AttributeKey(TlsFilter.class, "conversation");

    private final Supplier<ServerEnd> ends;
    private final Tasks tasks;

    /** Where the part of a handshake is done that takes milliseconds. */
    interface Tasks {
        /** Runs the task, on whatever thread, and what comes after it on the session's own. */
        void run(IoSession session, Runnable task, Runnable after);
    }

    /** @param ends a fresh one for each session */
    TlsFilter(Supplier<ServerEnd> ends, Tasks tasks) {
        super(NEVER_ASKED);
        this.ends = ends;
        this.tasks = tasks;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // all sessions share the filter, and each has one thread
    protected void onConnected(NextFilter next, IoSession session) throws SSLException {
        if (of(session).isEmpty()) {
            TlsConversation conversation = new TlsConversation(ends.get(), tasks, session);
            session.setAttribute(CONVERSATION, conversation);
            conversation.open(next);
        }
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // as above
    protected void onClose(NextFilter next, IoSession session, boolean linger) {
        takeOver(session).ifPresent(conversation -> conversation.close(next));
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws SSLException {
        of(session).orElseThrow().receive(next, (IoBuffer) message);
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) throws Exception {
        if (request instanceof EncryptedWriteRequest || request instanceof DisableEncryptWriteRequest) {
            next.filterWrite(session, request);
        } else {
            of(session).orElseThrow().write(next, request);
        }
    }

    /** What is sent for no request of those further on is no news to them. */
    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        WriteRequest original = request.getOriginalRequest();
        if (!(request instanceof EncryptedWriteRequest) || original != request) {
            next.messageSent(session, original);
        }
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) {
        of(session).ifPresentOrElse(conversation -> conversation.inputClosed(next), () -> next.inputClosed(session));
    }

    @Override
    public void filterClose(NextFilter next, IoSession session) {
        of(session).filter(TlsConversation::isConnected).ifPresent(conversation -> conversation.endOutput(next));
        next.filterClose(session);
    }

    /** The session's part of the filter; empty where its chain has none. */
    static Optional<TlsConversation> of(IoSession session) {
        return Optional.ofNullable((TlsConversation) session.getAttribute(CONVERSATION));
    }

    /**
     * Sends a close_notify after all that was written, or nothing if the handshake failed or is not done.
     *
     * @return done when all of it is sent
     */
    static WriteFuture endOutput(IoSession session) {
        return of(session).orElseThrow().endOutput(session.getFilterChain().getNextFilter(TlsFilter.class));
    }

    /** Takes the session's part out of the filter, which has nothing more to do and to say then. */
    static Optional<TlsConversation> takeOver(IoSession session) {
        Optional<TlsConversation> conversation = of(session);
        session.removeAttribute(CONVERSATION);
        session.removeAttribute(SSL_SECURED);
        return conversation;
    }
}
