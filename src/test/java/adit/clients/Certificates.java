package adit.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of our own and a certificate of it for localhost, in PEM, made anew for each test bed. */
final class Certificates {
    private static final char[] NO_PASSWORD = {};

    final Path authority;
    final Path certificate;
    final Path key;

    private final Path directory;

    Certificates(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        authority = directory.resolve("ca.pem");
        certificate = directory.resolve("localhost.pem");
        key = directory.resolve("localhost.key");
        request("Adit test authority", authority, directory.resolve("ca.key"), "basicConstraints=critical,CA:TRUE");
        request(
                "localhost",
                certificate,
                key,
                "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "extendedKeyUsage=serverAuth",
                "-CA",
                authority.toString(),
                "-CAkey",
                directory.resolve("ca.key").toString());
    }

    private void request(String name, Path certificate, Path key, String extension, String... more)
            throws IOException, InterruptedException {
        new Program(directory, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
                .and("-noenc", "-days", "365", "-subj", "/CN=" + name, "-addext", extension)
                .and("-out", certificate.toString(), "-keyout", key.toString())
                .and(more)
                .run()
                .success();
    }

    /** For a server that shows the certificate. */
    SSLContext server() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("localhost", readKey(), NO_PASSWORD, new Certificate[] {read(certificate)});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts this authority only. */
    static SSLContext client(Path authority) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("authority", read(authority));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate read(Path file) throws GeneralSecurityException, IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private PrivateKey readKey() throws GeneralSecurityException, IOException {
        String pem = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }
}
