package adit.net;

import java.util.concurrent.Executor;
import org.apache.mina.core.session.IoSession;

/**
 * Does what takes long in handshakes on the threads of an executor. What comes meanwhile waits in the socket. Who has left by
 * then is spared: leaving costs less than the task.
 */
record HandshakeTasks(Executor executor) implements TlsFilter.Tasks {

    @Override
    public void run(IoSession session, Runnable task, Runnable after) {
        session.suspendRead();
        executor.execute(() -> {
            try {
                if (!session.isClosing()) {
                    task.run();
                }
            } finally {
                TunnelProcessor processor = ((TunnelSession) session).processor();
                processor.post(() -> {
                    processor.handshakes().progress((TunnelSession) session);
                    session.resumeRead();
                    after.run();
                });
            }
        });
    }
}
