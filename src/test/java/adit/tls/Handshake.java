package adit.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A client and a server engine that talk in memory. */
final class Handshake {
    private static final int ROUNDS = 100;

    final SSLEngine client;
    final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16);

    Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** What a client trusts, and who it is; its sessions outlive a connection. */
    static SSLContext client(X509Certificate authority, Optional<Credential> own) {
        try {
            KeyStore trusted = store();
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.map(credential -> new KeyManager[] {new OwnCertificate(credential)})
                            .orElse(null),
                    trust.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** A client that asks for {@code name}, and otherwise does what {@code change} makes of the defaults. */
    static SSLEngine engine(SSLContext context, String name, Consumer<SSLParameters> change) {
        // By host and port a client finds the session that it may resume.
        SSLEngine engine = context.createSSLEngine(name, 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        change.accept(parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Goes on until neither side has anything to say. */
    Handshake run() throws SSLException {
        for (int i = 0; i < ROUNDS; i++) {
            boolean moved = send(client, toServer);
            moved |= receive(server, toServer);
            moved |= send(server, toClient);
            moved |= receive(client, toClient);
            if (!moved) {
                return this;
            }
        }
        throw new AssertionError("the two never end");
    }

    private static boolean send(SSLEngine engine, ByteBuffer wire) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NOT_HANDSHAKING && engine.getSession().isValid()) {
            return false;
        }
        SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), wire);
        runTasks(engine);
        return result.bytesProduced() > 0;
    }

    private boolean receive(SSLEngine engine, ByteBuffer wire) throws SSLException {
        wire.flip();
        int before = wire.remaining();
        try {
            while (wire.hasRemaining()) {
                received.clear();
                SSLEngineResult result = engine.unwrap(wire, received);
                runTasks(engine);
                if (result.bytesConsumed() == 0 && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK) {
                    break;
                }
            }
            return wire.remaining() != before;
        } finally {
            wire.compact();
        }
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
