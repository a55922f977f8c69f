package adit.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for tests, and the certificates that it issues. */
public final class Certificates {
    private static final Instant SINCE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2120-01-01T00:00:00Z");

    private final KeyPair key;
    private final List<X509Certificate> chain;

    private Certificates(KeyPair key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /** An authority that certifies itself. */
    public static Certificates authority(String name) {
        KeyPair key = newKey("EC");
        Draft draft = new Draft("CN=" + name).authority();
        return new Certificates(key, List.of(draft.sign(key, "CN=" + name, key)));
    }

    /** An authority below this one. */
    public Certificates intermediate(String name) {
        KeyPair pair = newKey("EC");
        List<X509Certificate> whole = new ArrayList<>();
        whole.add(new Draft("CN=" + name).authority().sign(pair, subject(), key));
        whole.addAll(chain);
        return new Certificates(pair, whole);
    }

    /** The certificate of the authority. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** An elliptic key for a server of these names. */
    public Credential server(String... names) {
        return serverWith("EC", names);
    }

    /** As {@link #server}, valid until the given instant. */
    public Credential serverUntil(Instant end, String... names) {
        return issue(new Draft("CN=" + names[0])
                .dns(names)
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .valid(SINCE, Duration.between(SINCE, end)));
    }

    /** @param algorithm {@code RSA}, {@code EC} or {@code Ed25519} */
    public Credential serverWith(String algorithm, String... names) {
        return issue(newKey(algorithm), new Draft("CN=" + names[0]).dns(names).purpose(KeyPurposeId.id_kp_serverAuth));
    }

    /** A certificate for a client. */
    public Credential client(String subject, GeneralName... names) {
        return issue(newKey("EC"), new Draft(subject).names(names).purpose(KeyPurposeId.id_kp_clientAuth));
    }

    /** In PEM: the key, a chain, or both. */
    public static String pem(Object... contents) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object content : contents) {
                writer.writeObject(content instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : content);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    /** As a key store. */
    public static byte[] pkcs12(String password, Credential... credentials) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < credentials.length; i++) {
                X509Certificate[] certified = credentials[i].chain().toArray(new X509Certificate[0]);
                store.setKeyEntry("key" + i, credentials[i].key(), password.toCharArray(), certified);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    Credential issue(Draft draft) {
        return issue(newKey("EC"), draft);
    }

    private Credential issue(KeyPair pair, Draft draft) {
        List<X509Certificate> whole = new ArrayList<>();
        whole.add(draft.sign(pair, subject(), key));
        // The root is left out, as is usual.
        whole.addAll(chain.subList(0, chain.size() - 1));
        return new Credential(pair.getPrivate(), whole);
    }

    private String subject() {
        return certificate().getSubjectX500Principal().getName();
    }

    static KeyPair newKey(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What a certificate is to say; valid from 2020 for 100 years where nothing else is asked for. */
    static final class Draft {
        private static long serial;

        private final String subject;
        private final List<GeneralName> names = new ArrayList<>();
        private KeyPurposeId purpose = KeyPurposeId.anyExtendedKeyUsage;
        private boolean authority;
        private Instant from = SINCE;
        private Instant until = UNTIL;

        Draft(String subject) {
            this.subject = subject;
        }

        Draft dns(String... given) {
            return names(Arrays.stream(given)
                    .map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new));
        }

        Draft names(GeneralName... given) {
            names.addAll(List.of(given));
            return this;
        }

        Draft purpose(KeyPurposeId given) {
            purpose = given;
            return this;
        }

        Draft authority() {
            authority = true;
            return this;
        }

        Draft valid(Instant start, Duration time) {
            from = start;
            until = start.plus(time);
            return this;
        }

        private X509Certificate sign(KeyPair pair, String issuer, KeyPair issuerKey) {
            try {
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        new X500Principal(issuer),
                        BigInteger.valueOf(nextSerial()),
                        Date.from(from),
                        Date.from(until),
                        new X500Principal(subject),
                        pair.getPublic());
                addExtensions(builder);
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate())));
            } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
                throw new AssertionError(e);
            }
        }

        private void addExtensions(JcaX509v3CertificateBuilder builder) throws CertIOException {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            if (!authority) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
            }
        }

        private static synchronized long nextSerial() {
            return ++serial;
        }
    }
}
