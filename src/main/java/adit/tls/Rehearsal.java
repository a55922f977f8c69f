package adit.tls;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Handshakes and records in memory, between this program and itself, so that the JVM has compiled the code of TLS before
 * many clients need it: a first handshake takes ten times the CPU of a later one, a first record twenty times. For one
 * thread.
 */
public final class Rehearsal {
    private static final Logger LOG = LogManager.getLogger(Rehearsal.class);

    private static final int HANDSHAKES = 400;
    private static final int RECORDS = 3_500;
    private static final int CONTENT = 8 * 1024;
    private static final int ROOM = 32 * 1024;
    private static final int MOST_STEPS = 50;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLContext server;
    private final SSLContext client;
    private final ByteBuffer toServer = ByteBuffer.allocate(ROOM);
    private final ByteBuffer toClient = ByteBuffer.allocate(ROOM);
    private final ByteBuffer clear = ByteBuffer.allocate(ROOM);

    /** @param settings whose keys sign; what they ask of clients is left out */
    Rehearsal(TlsSettings settings) {
        try {
            server = Jsse.context(settings);
            client = SSLContext.getInstance("TLS");
            client.init(null, new TrustManager[] {new TrustsItself()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /**
     * Takes a few seconds of CPU.
     *
     * @param enough asked before each handshake; once it is true, no more follow
     */
    public void run(BooleanSupplier enough) {
        try {
            talk(RECORDS);
            for (int i = 0; i < HANDSHAKES && !enough.getAsBoolean(); i++) {
                talk(0);
            }
        } catch (SSLException e) {
            LOG.debug("A rehearsal of TLS failed: {}", e.getMessage());
        }
    }

    private void talk(int records) throws SSLException {
        SSLEngine here = server.createSSLEngine();
        here.setUseClientMode(false);
        here.setSSLParameters(Jsse.parameters(server, ClientCertificate.NONE));
        SSLEngine there = client.createSSLEngine();
        there.setUseClientMode(true);
        there.beginHandshake();
        toServer.clear();
        toClient.clear();
        for (int i = 0; i < MOST_STEPS && !(isDone(here) && isDone(there)); i++) {
            step(there, toClient, toServer);
            step(here, toServer, toClient);
        }
        for (int i = 0; i < records; i++) {
            send(here, toClient, there);
            send(there, toServer, here);
        }
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !engine.getSession().getCipherSuite().endsWith("NULL_NULL");
    }

    private void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        in.flip();
        clear.clear();
        boolean moved = true;
        while (moved) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> moved = engine.wrap(NOTHING, out).bytesProduced() > 0;
                default -> moved = engine.unwrap(in, clear).bytesConsumed() > 0;
            }
        }
        in.compact();
    }

    private void send(SSLEngine from, ByteBuffer wire, SSLEngine to) throws SSLException {
        clear.clear().limit(CONTENT);
        from.wrap(clear, wire);
        wire.flip();
        clear.clear();
        while (to.unwrap(wire, clear).bytesConsumed() > 0 && wire.hasRemaining()) {
            clear.clear();
        }
        wire.compact();
    }

    /** The other side is this program. */
    private static final class TrustsItself extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
