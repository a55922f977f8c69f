package adit.tls;

import adit.policy.Identity;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The TLS of one listener under one set of certificates. A reload that changes anything makes a new one: handshakes from
 * then on take place in it, and resume no session of the one before; engines of the one before go on. Its state is the
 * session cache of JSSE; safe for use by any thread.
 */
public final class TlsContext {
    private final TlsSettings settings;
    private final SSLContext context;
    private final SSLParameters parameters;

    public TlsContext(TlsSettings settings) {
        this.settings = settings;
        this.context = Jsse.context(settings);
        this.parameters = Jsse.parameters(context, settings.clientCertificate());
    }

    /** A new engine for one connection, in server mode and with everything set. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The same for a connection that blocks; it closes with its TLS. The handshake begins with the first byte. */
    public SSLSocket over(Socket accepted) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The proxy's end for one connection: the context that judges a client's certificate says whose it is. */
    public ServerEnd serverEnd() {
        return new ServerEnd(engine(), this::identity);
    }

    /**
     * Who the client has proved to be.
     *
     * @param session of an engine of this context, after its handshake
     * @return empty where the client gave no certificate, or one without a name of the kind that is asked for
     */
    public Optional<Identity> identity(SSLSession session) {
        if (settings.clientCertificate() == ClientCertificate.NONE) {
            return Optional.empty();
        }
        try {
            return settings.clientIdentity().of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Whether no client without a certificate gets in. */
    public boolean requiresCertificate() {
        return settings.clientCertificate() == ClientCertificate.REQUIRE;
    }

    /** With its keys, yet apart from its sessions. */
    public Rehearsal rehearsal() {
        return new Rehearsal(settings);
    }

    /** The certificate of each key, in the order of the configuration. */
    public List<CertificateInfo> certificates() {
        return settings.credentials().stream()
                .map(credential -> CertificateInfo.of(credential.certificate()))
                .toList();
    }

    /** What is allowed and can hardly be meant, in one line each. */
    public List<String> warnings(Instant now) {
        return Stream.concat(
                        settings.warnings().stream(),
                        certificates().stream().flatMap(certificate -> certificate.warning(now).stream()))
                .toList();
    }

    /** Whether the other one does the same with the same keys and certificates. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TlsContext context && settings.equals(context.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
