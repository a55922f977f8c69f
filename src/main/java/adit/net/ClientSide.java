package adit.net;

import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/** The client as a tunnel sees it until bytes flow, and again when they do no more. Belongs to the processor's thread. */
interface ClientSide {
    /** The session is ready for use. */
    void opened();

    /** Who the client is, as far as that is known. */
    ClientIdentity identity();

    /** What it sent that nobody has had yet. */
    ClientInput input();

    /** Keeps bytes that the target is to have later. */
    void received(IoBuffer bytes);

    /** The client sends no more. */
    void inputClosed();

    /** Whether the reply of the proxy has been written. */
    boolean isAnswered();

    /** Nothing of the connection is served here any more: it is the relay's. */
    void release();

    /**
     * Writes what is the last thing on this connection. Closing with unread input would reset it, and the client would
     * lose the reply with it: so this end is closed first, and what still comes is read and forgotten. A client whose TLS
     * failed has its alert for a reply.
     *
     * @param reply empty where there is nothing to say
     * @return whether a reply is under way: its tunnel is told that the input ended, again if need be, once it is
     *     written and nothing more is to come
     */
    boolean answer(Optional<Reply> reply);

    /** The tunnel is over: closes the connection, unless another may follow on it. */
    void tunnelEnded();
}
