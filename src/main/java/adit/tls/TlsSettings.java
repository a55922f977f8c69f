package adit.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How a listener does TLS: immutable, every file read and checked. Equal to another of the same keys and certificates,
 * whatever files they came from.
 *
 * @param credentials at least one; the first is for clients that ask for no name, or one that no certificate is for
 * @param authorities those whose certificates clients may show; empty with {@link ClientCertificate#NONE} only
 * @param warnings what was odd about the files, in one line each
 */
public record TlsSettings(
        List<Credential> credentials,
        ClientCertificate clientCertificate,
        List<X509Certificate> authorities,
        ClientIdentity clientIdentity,
        List<String> warnings) {
    public TlsSettings {
        credentials = List.copyOf(credentials);
        authorities = List.copyOf(authorities);
        warnings = List.copyOf(warnings);
        if (credentials.isEmpty() || authorities.isEmpty() != (clientCertificate == ClientCertificate.NONE)) {
            throw new IllegalArgumentException("no credential, or no use for the authorities");
        }
    }
}
