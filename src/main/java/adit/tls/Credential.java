package adit.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates that vouch for it.
 *
 * @param chain at least one: first that of the key, then each the issuer of the one before it
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {
    public Credential {
        chain = List.copyOf(chain);
    }

    /** @throws KeyFileException where the key does not fit, or the chain is out of order */
    public static Credential of(PrivateKey key, List<X509Certificate> chain) throws KeyFileException {
        CredentialChecks.checkKey(key, chain);
        CredentialChecks.checkOrder(chain);
        return new Credential(key, chain);
    }

    /** That of the key itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** In the words of JSSE: {@code RSA}, {@code RSASSA-PSS}, {@code EC} or {@code EdDSA}. */
    String keyType() {
        return certificate().getPublicKey().getAlgorithm();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Credential[" + CertificateInfo.of(certificate()) + "]";
    }
}
