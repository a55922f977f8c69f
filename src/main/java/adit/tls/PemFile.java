package adit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * A file in PEM (RFC 7468, and the older form with headers of OpenSSL). It may hold certificates and a key together.
 * Bouncy Castle reads it; the keys that come out are the JDK's own.
 */
final class PemFile {
    private final List<Block> blocks = new ArrayList<>();

    /** @param line where it begins, from 1 */
    private record Block(Object content, int line) {}

    PemFile(byte[] content) throws KeyFileException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try (CountingParser parser = new CountingParser(text)) {
            for (Object next = parser.next(); next != null; next = parser.next()) {
                blocks.add(new Block(next, parser.begin));
            }
        } catch (IOException e) {
            throw new KeyFileException("cannot be closed", e);
        }
    }

    List<X509Certificate> certificates() throws KeyFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.content() instanceof X509CertificateHolder holder) {
                certificates.add(certificate(holder, block.line()));
            }
        }
        if (certificates.isEmpty()) {
            throw new KeyFileException("has no certificate in PEM");
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(X509CertificateHolder holder, int line) throws KeyFileException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (IOException | CertificateException e) {
            throw new KeyFileException("has a broken certificate at line " + line, e);
        }
    }

    PrivateKey key(Optional<Password> password) throws KeyFileException {
        List<Block> keys =
                blocks.stream().filter(block -> isKey(block.content())).toList();
        if (keys.size() != 1) {
            throw new KeyFileException(
                    keys.isEmpty()
                            ? "has no private key in PEM"
                            : "has a second private key at line " + keys.get(1).line());
        }
        PrivateKeyInfo info = decrypted(keys.get(0).content(), password);
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (PEMException e) {
            throw new KeyFileException("has a private key that this Java cannot use", e);
        }
    }

    private static boolean isKey(Object content) {
        return content instanceof PrivateKeyInfo
                || content instanceof PEMKeyPair
                || content instanceof PKCS8EncryptedPrivateKeyInfo
                || content instanceof PEMEncryptedKeyPair;
    }

    private static PrivateKeyInfo decrypted(Object content, Optional<Password> password) throws KeyFileException {
        if (content instanceof PrivateKeyInfo info) {
            return info;
        }
        if (content instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        char[] chars = password.orElseThrow(KeyFileException::needsPassword).chars();
        try {
            return content instanceof PEMEncryptedKeyPair pair
                    ? pair.decryptKeyPair(new BcPEMDecryptorProvider(chars)).getPrivateKeyInfo()
                    : ((PKCS8EncryptedPrivateKeyInfo) content)
                            .decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                                    // The JDK has neither scrypt nor PBES2 with triple DES.
                                    .setProvider(new BouncyCastleProvider())
                                    .build(chars));
        } catch (IOException | PKCSException e) {
            throw KeyFileException.wrongPassword(e);
        }
    }

    /** Knows the line where what it has read began. */
    private static final class CountingParser extends PEMParser {
        private int lines;
        private int begin;

        CountingParser(String text) {
            super(new StringReader(text));
        }

        @Override
        public String readLine() throws IOException {
            String line = super.readLine();
            lines++;
            if (line != null && line.startsWith("-----BEGIN ")) {
                begin = lines;
            }
            return line;
        }

        Object next() throws KeyFileException {
            try {
                return readObject();
            } catch (IOException | RuntimeException e) { // what is wrong with Base64 or ASN.1 comes as either
                throw new KeyFileException("cannot be understood at line " + begin, e);
            }
        }
    }
}
