package adit.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;

/** Where clients come in, and how they speak TLS, if they do. */
record Entrance(int port, Optional<SSLContext> tls) {
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Wire wire(SocketChannel channel) throws IOException {
        return tls.isEmpty() ? new Wire(channel) : new TlsWire(channel, engine());
    }

    private SSLEngine engine() {
        SSLEngine engine = tls.orElseThrow().createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    /** Trusts whom the key store belongs to. */
    static SSLContext trusting(Path store, Path passwordFile) throws IOException, GeneralSecurityException {
        String password = Files.readAllLines(passwordFile).get(0).strip();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : Collections.list(keys.aliases())) {
            trusted.setCertificateEntry(alias, keys.getCertificate(alias));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = context();
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Native where it can be: clients shall not take the processors from the proxy. */
    private static SSLContext context() throws GeneralSecurityException {
        return Conscrypt.isAvailable()
                ? SSLContext.getInstance("TLSv1.3", Conscrypt.newProvider())
                : SSLContext.getInstance("TLSv1.3");
    }
}
