package adit.tls;

import java.util.List;

/** Contexts for tests. */
final class TlsServers {
    private TlsServers() {}

    static TlsContext with(Credential... credentials) {
        return new TlsContext(new TlsSettings(
                List.of(credentials), ClientCertificate.NONE, List.of(), ClientIdentity.SUBJECT, List.of()));
    }

    static TlsContext asking(
            ClientCertificate demand, Certificates authority, ClientIdentity identity, Credential credential) {
        return new TlsContext(
                new TlsSettings(List.of(credential), demand, List.of(authority.certificate()), identity, List.of()));
    }
}
