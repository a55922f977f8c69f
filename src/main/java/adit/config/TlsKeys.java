package adit.config;

import adit.tls.ClientCertificate;
import adit.tls.ClientIdentity;
import java.util.stream.Stream;

/**
 * The keys of the section {@code tls} of a listener.
 *
 * @param single of the one certificate
 * @param several of each of several certificates
 */
record TlsKeys(
        CertificateKeys single,
        CertificateKeys several,
        Key<ClientCertificate> clientCertificate,
        Key<String> clientCa,
        Key<String> clientCaPassword,
        Key<ClientIdentity> clientIdentity) {
    static final String SECTION = "listeners[].tls";

    /** The list of sections that describe several certificates. */
    static final String CERTIFICATES = SECTION + ".certificates";

    static TlsKeys add() {
        return new TlsKeys(
                CertificateKeys.add(SECTION),
                CertificateKeys.add(CERTIFICATES + "[]"),
                Schema.add(Key.of(
                                SECTION + ".client_certificate",
                                Types.choice(ClientCertificate.class),
                                "whether clients are asked for a certificate, or must have one")
                        .byDefault("none")),
                file(SECTION + ".client_ca", "PEM or PKCS #12: the authorities that certify clients"),
                file(SECTION + ".client_ca_password_file", "a file with the password of client_ca"),
                Schema.add(Key.of(
                                SECTION + ".client_identity",
                                Types.choice(ClientIdentity.class),
                                "the part of a client's certificate that is its user name")
                        .byDefault("subject")));
    }

    private static Key<String> file(String path, String description) {
        return Schema.add(Key.of(path, Schema.FILE, description));
    }

    /** The keys that name the files of a certificate and its key. */
    record CertificateKeys(Key<String> keyStore, Key<String> certificate, Key<String> key, Key<String> passwordFile) {

        static CertificateKeys add(String section) {
            return new CertificateKeys(
                    file(section + ".keystore", "a PKCS #12 file with certificates and their keys"),
                    file(section + ".certificate", "a PEM file with a certificate and its chain"),
                    file(section + ".key", "a PEM file with the key of the certificate"),
                    file(section + ".password_file", "a file with the password of the key or key store"));
        }

        Stream<Key<String>> all() {
            return Stream.of(keyStore, certificate, key, passwordFile);
        }
    }
}
