package adit.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The one place that talks to the JSSE provider. */
final class Jsse {
    static {
        // A client could otherwise have the server sign as often as it likes on one connection. JSSE reads this when
        // the first server handshake begins, which needs a context of this class.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        NativeCurves.install();
    }

    /** A session takes up to a few KB; most clients of today keep theirs in a ticket, which takes nothing here. */
    private static final int MOST_SESSIONS = 10_000;

    /** The keys of tickets live as long, and what they protect is only as secret as they are. */
    private static final Duration SESSION_LIFE = Duration.ofHours(1);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * With ephemeral keys and authenticated encryption only. Every common processor has AES; elliptic signatures come
     * before RSA, as they cost a fraction.
     */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Jsse() {}

    /** A context with a session cache of its own. */
    static SSLContext context(TlsSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = {new ServerKeys(settings.credentials())};
            context.init(keys, trustManagers(settings.authorities()), null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            context.getServerSessionContext().setSessionTimeout((int) SESSION_LIFE.toSeconds());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Without authorities nobody is trusted, rather than whom the JDK trusts. */
    private static TrustManager[] trustManagers(List<X509Certificate> authorities) throws GeneralSecurityException {
        if (authorities.isEmpty()) {
            return new TrustManager[0];
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new IllegalStateException("an empty store needs no reading", e);
        }
    }

    /** What every engine of a context is set to. */
    static SSLParameters parameters(SSLContext context, ClientCertificate clientCertificate) {
        Set<String> supported =
                Set.copyOf(Arrays.asList(context.getSupportedSSLParameters().getCipherSuites()));
        SSLParameters parameters =
                new SSLParameters(SUITES.stream().filter(supported::contains).toArray(String[]::new), PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        switch (clientCertificate) {
            case NONE -> parameters.setWantClientAuth(false);
            case REQUEST -> parameters.setWantClientAuth(true);
            case REQUIRE -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }
}
