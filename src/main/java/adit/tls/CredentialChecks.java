package adit.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;

/** What must hold between a key and its certificates. */
final class CredentialChecks {
    private static final byte[] PROOF = "proof of possession".getBytes(StandardCharsets.US_ASCII);

    private CredentialChecks() {}

    static void checkKey(PrivateKey key, List<X509Certificate> chain) throws KeyFileException {
        if (isKeyOf(key, chain.get(0))) {
            return;
        }
        for (X509Certificate other : chain) {
            if (isKeyOf(key, other)) {
                throw new KeyFileException("does not have the certificate of the key first: that one is for "
                        + shown(chain.get(0)) + ", the key for " + shown(other));
            }
        }
        throw new KeyFileException("is not for the key: its certificate is for " + shown(chain.get(0)));
    }

    /** As RFC 5246, 7.4.2, demands, which older clients insist on. */
    static void checkOrder(List<X509Certificate> chain) throws KeyFileException {
        for (int i = 1; i < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
                throw new KeyFileException("has its certificates out of order: number " + (i + 1) + ", for "
                        + shown(chain.get(i)) + ", did not sign the one before it, for " + shown(chain.get(i - 1)));
            }
        }
    }

    private static boolean isKeyOf(PrivateKey key, X509Certificate certificate) {
        PublicKey certified = certificate.getPublicKey();
        if (key instanceof RSAKey own && certified instanceof RSAKey other) {
            return own.getModulus().equals(other.getModulus());
        }
        try {
            // An elliptic key does not show its public half; what it signs does.
            Signature signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String shown(X509Certificate certificate) {
        return "'" + CertificateInfo.of(certificate).subject() + "'";
    }
}
