package adit.net;

import adit.tls.ServerEnd;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One certificate, and both ends of TLS by it. */
final class TestTls {
    private static final String PASSWORD = "correct horse";
    private static final SSLContext CONTEXT = context();

    private TestTls() {}

    /** Serves and trusts the one certificate that there is. */
    static SSLContext sslContext() {
        return CONTEXT;
    }

    static SSLEngine serverEngine() {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /** For clients that prove nothing. */
    static ServerEnd serverEnd(SSLEngine engine) {
        return new ServerEnd(engine, session -> Optional.empty());
    }

    static SSLEngine clientEngine(String... protocols) {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(true);
        if (protocols.length > 0) {
            engine.setEnabledProtocols(protocols);
        }
        return engine;
    }

    /** A client's TLS over a connected socket; the handshake is yet to come. */
    static SSLSocket over(Socket socket, String... protocols) throws IOException {
        SSLSocket secured = (SSLSocket) CONTEXT.getSocketFactory().createSocket(socket, "localhost", 0, true);
        if (protocols.length > 0) {
            secured.setEnabledProtocols(protocols);
        }
        return secured;
    }

    private static SSLContext context() {
        try {
            KeyStore keys = keys();
            KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
            own.init(keys, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", keys.getCertificate("ec"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = TestTls.class.getResourceAsStream("/adit/tls/ec.p12")) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
