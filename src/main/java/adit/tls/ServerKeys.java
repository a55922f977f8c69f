package adit.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses the credential of a handshake by the name that the client asks for and the signatures that it takes. An alias
 * is the place of a credential in the list. Immutable; safe for use by any thread.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private final List<Credential> credentials;
    private final ServerNames names;

    ServerKeys(List<Credential> credentials) {
        this.credentials = credentials;
        this.names = new ServerNames(credentials);
    }

    /**
     * What a client says of itself.
     *
     * @param name the one that it asks for
     * @param protocol the version agreed on, in the words of JSSE
     * @param signatures the algorithms that it takes, in the words of JSSE
     */
    record Offer(Optional<String> name, String protocol, List<String> signatures) {
        private static final Offer NONE = new Offer(Optional.empty(), "", List.of());

        static Offer of(ExtendedSSLSession handshake) {
            Optional<String> name = handshake.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(requested -> ((SNIHostName) requested).getAsciiName())
                    .findFirst();
            return new Offer(name, handshake.getProtocol(), List.of(handshake.getPeerSupportedSignatureAlgorithms()));
        }

        /** Whether the key is an elliptic one whose signatures it takes; each curve has its hash (RFC 8446, 4.2.3). */
        boolean takesElliptic(Credential credential) {
            if (!(credential.certificate().getPublicKey() instanceof ECKey key)) {
                return false;
            }
            int bits = key.getParams().getCurve().getField().getFieldSize();
            return signatures.contains((bits == 521 ? "SHA512" : "SHA" + bits) + "withECDSA");
        }
    }

    /**
     * JSSE asks for one type of key after the other, until it gets an answer. Newer ones ask before there is a handshake,
     * too, when they open a ticket: where the answer is not the certificate of the ticket, the session is not resumed.
     */
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType, engine.getHandshakeSession());
    }

    /** The same for sockets that block. */
    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return socket instanceof SSLSocket secured ? alias(keyType, secured.getHandshakeSession()) : null;
    }

    private String alias(String keyType, SSLSession handshake) {
        Offer offer = Optional.ofNullable((ExtendedSSLSession) handshake)
                .map(Offer::of)
                .orElse(Offer.NONE);
        return choose(keyType, offer)
                .map(credential -> String.valueOf(credentials.indexOf(credential)))
                .orElse(null);
    }

    Optional<Credential> choose(String keyType, Offer offer) {
        List<Credential> candidates = names.find(offer.name());
        // Signing with an elliptic key costs a fraction of RSA. Before TLS 1.3 the order of the cipher suites sees to
        // that; since then JSSE asks in the order of the client, which may have RSA first.
        if (offer.protocol().equals("TLSv1.3")) {
            Optional<Credential> elliptic =
                    candidates.stream().filter(offer::takesElliptic).findFirst();
            if (elliptic.isPresent()) {
                return elliptic.filter(credential -> credential.keyType().equals(keyType));
            }
        }
        return candidates.stream()
                .filter(credential -> credential.keyType().equals(keyType))
                .findFirst();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return credentials.get(Integer.parseInt(alias)).key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return credentials.get(Integer.parseInt(alias)).chain().toArray(new X509Certificate[0]);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return IntStream.range(0, credentials.size())
                .filter(i -> credentials.get(i).keyType().equals(keyType))
                .mapToObj(String::valueOf)
                .toArray(String[]::new);
    }

    /** The proxy is no TLS client. */
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
