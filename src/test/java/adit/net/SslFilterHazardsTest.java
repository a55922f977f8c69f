package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.ssl.SslEvent;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What MINA's TLS filter does wrong, and ours must not: both in the same place, an ordinary acceptor with an ordinary
 * handler. Each test would notice if MINA mended its filter.
 */
class SslFilterHazardsTest {
    private static final TlsFilter.Tasks AT_ONCE = (session, task, after) -> {
        task.run();
        after.run();
    };

    private static final int SHORT_WAIT_MILLIS = 2_000;

    enum Kind {
        STOCK,
        OURS;

        SslFilter filter() {
            return isOurs()
                    ? new TlsFilter(() -> TestTls.serverEnd(TestTls.serverEngine()), AT_ONCE)
                    : new SslFilter(TestTls.sslContext());
        }

        boolean isOurs() {
            return this == OURS;
        }
    }

    /** An acceptor with the filter, and a handler that notes what happens. */
    private static class Server extends IoHandlerAdapter implements AutoCloseable {
        final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
        final AtomicLong bytes = new AtomicLong();
        final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        final BlockingQueue<IoSession> sessions = new LinkedBlockingQueue<>();
        final CountDownLatch secured = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);

        Server start(Kind kind) throws IOException {
            // The thread that would close the sessions may have died.
            acceptor.setCloseOnDeactivation(false);
            acceptor.getSessionConfig().setMaxReadBufferSize(1 << 20);
            acceptor.getSessionConfig().setMinReadBufferSize(1 << 20);
            acceptor.getSessionConfig().setReadBufferSize(1 << 20);
            acceptor.getFilterChain().addLast("ssl", kind.filter());
            acceptor.setHandler(this);
            acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return this;
        }

        InetSocketAddress address() {
            return acceptor.getLocalAddress();
        }

        RecordClient client() throws IOException {
            RecordClient client = RecordClient.secured(address(), "TLSv1.3");
            client.socket().setSoTimeout(SHORT_WAIT_MILLIS);
            return client;
        }

        @Override
        public void sessionOpened(IoSession session) throws Exception {
            sessions.add(session);
        }

        @Override
        public void messageReceived(IoSession session, Object message) throws Exception {
            bytes.addAndGet(((IoBuffer) message).remaining());
        }

        @Override
        public void event(IoSession session, FilterEvent event) {
            if (event == SslEvent.SECURED) {
                secured.countDown();
            }
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            failures.add(cause);
        }

        @Override
        public void sessionClosed(IoSession session) {
            closed.countDown();
        }

        @Override
        public void close() {
            acceptor.dispose(false);
        }
    }

    private static boolean happens(Attempt attempt) {
        try {
            return attempt.succeeds();
        } catch (IOException e) {
            return false;
        }
    }

    private interface Attempt {
        boolean succeeds() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void manySmallRecordsAtOnceDoNotEndTheThread(Kind kind) throws Exception {
        int count = 20_000;
        try (Server server = new Server().start(kind);
                RecordClient client = server.client()) {
            client.send(client.records(new byte[count], 1));
            assertThat(happens(() -> {
                        server.client().close();
                        return true;
                    }))
                    .isEqualTo(kind.isOurs());
            assertThat(server.bytes.get() == count).isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfMessagesMayWaitForTheHandshake(Kind kind) throws Exception {
        byte[] message = new byte[1000];
        int count = 300;
        Server eager = new Server() {
            @Override
            public void sessionOpened(IoSession session) {
                for (int i = 0; i < count; i++) {
                    session.write(IoBuffer.wrap(message));
                }
            }
        };
        try (Server server = eager.start(kind)) {
            assertThat(happens(() -> {
                        try (RecordClient client = server.client()) {
                            return client.read(count * message.length).length == count * message.length;
                        }
                    }))
                    .isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedIsSentBeforeAnOrderlyClose(Kind kind) throws Exception {
        byte[] message = new byte[13_000];
        int count = 100;
        Server answering = new Server() {
            @Override
            public void messageReceived(IoSession session, Object request) {
                for (int i = 0; i < count; i++) {
                    session.write(IoBuffer.wrap(message));
                }
                session.closeOnFlush();
            }
        };
        try (Server server = answering.start(kind);
                RecordClient client = server.client()) {
            client.send(client.records("go"));
            assertThat(happens(() -> client.readToEnd().length == count * message.length && client.toldOfTheEnd()))
                    .isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatEndsItsStreamStillGetsItsAnswer(Kind kind) throws Exception {
        byte[] answer = new byte[100_000];
        Server patient = new Server() {
            @Override
            public void inputClosed(IoSession session) {
                session.write(IoBuffer.wrap(answer));
                session.closeOnFlush();
            }
        };
        try (Server server = patient.start(kind);
                RecordClient client = server.client()) {
            client.send(client.records("question")).send(client.closeNotify());
            assertThat(happens(() -> Arrays.equals(client.readToEnd(), answer))).isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatEndsItsStreamStillHearsItsPeer(Kind kind) throws Exception {
        try (Server server = new Server().start(kind);
                RecordClient client = server.client()) {
            client.send(client.records("first"));
            server.secured.await(10, TimeUnit.SECONDS);
            IoSession session = server.sessions.poll();
            if (kind.isOurs()) {
                TlsFilter.endOutput(session);
            } else {
                // The stock filter knows no other way to end a stream.
                session.getFilterChain().remove(SslFilter.class);
            }
            assertThat(client.readToEnd()).isEmpty();
            assertThat(client.toldOfTheEnd()).isTrue();
            byte[] last = new byte[50_000];
            client.send(client.records(last, 1 << 14)).send(client.closeNotify());
            server.closed.await(SHORT_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(server.bytes.get() == "first".length() + last.length).isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsWithoutACloseNotifyIsNoOrderlyEnd(Kind kind) throws Exception {
        try (Server server = new Server().start(kind)) {
            try (RecordClient client = server.client()) {
                client.send(client.records("half a mess"));
            }
            server.closed.await(10, TimeUnit.SECONDS);
            assertThat(server.failures.stream().anyMatch(TruncatedException.class::isInstance))
                    .isEqualTo(kind.isOurs());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingASessionTellsThePeerThatItIsAnEnd(Kind kind) throws Exception {
        Server closing = new Server() {
            @Override
            public void messageReceived(IoSession session, Object message) {
                session.write(message);
            }

            @Override
            public void messageSent(IoSession session, Object message) {
                session.closeNow();
            }
        };
        try (Server server = closing.start(kind);
                RecordClient client = server.client()) {
            client.send(client.records("bye"));
            assertThat(client.text(3)).isEqualTo("bye");
            happens(() -> client.readToEnd().length == 0);
            assertThat(client.toldOfTheEnd()).isEqualTo(kind.isOurs());
        }
    }

    @Test
    void theFilterKeepsWhatMinaPromisesOfIt() throws Exception {
        try (Server server = new Server().start(Kind.OURS);
                RecordClient client = server.client()) {
            assertThat(server.secured.await(10, TimeUnit.SECONDS)).isTrue();
            IoSession session = server.sessions.poll(10, TimeUnit.SECONDS);
            assertThat(session.isSecured()).isTrue();
            WriteFuture written = session.write(IoBuffer.wrap(new byte[300_000]));
            assertThat(client.read(300_000)).hasSize(300_000);
            assertThat(written.awaitUninterruptibly(10_000)).isTrue();
            assertThat(written.isWritten()).isTrue();
            session.closeOnFlush();
            assertThat(client.readToEnd()).isEmpty();
            WriteFuture late = session.write(IoBuffer.wrap(new byte[1]));
            assertThat(late.awaitUninterruptibly().isWritten()).isFalse();
        }
    }

    @Test
    void whatWaitsForAHandshakeThatNeverComesIsNotCalledWritten() throws Exception {
        BlockingQueue<WriteFuture> futures = new LinkedBlockingQueue<>();
        Server eager = new Server() {
            @Override
            public void sessionOpened(IoSession session) {
                futures.add(session.write(IoBuffer.wrap(new byte[1])));
            }
        };
        try (Server server = eager.start(Kind.OURS)) {
            new RecordClient(server.address()).close();
            WriteFuture future = futures.poll(10, TimeUnit.SECONDS);
            assertThat(future.awaitUninterruptibly(10_000)).isTrue();
            assertThat(future.isWritten()).isFalse();
        }
    }
}
