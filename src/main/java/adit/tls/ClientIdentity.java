package adit.tls;

import adit.policy.Identity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which part of a verified certificate tells who the client is. */
public enum ClientIdentity {
    /** The common name; the whole subject, in the form of RFC 2253, where there is none. */
    SUBJECT {
        @Override
        Stream<String> names(X509Certificate certificate) {
            String subject = certificate.getSubjectX500Principal().getName();
            return Stream.concat(CertificateNames.commonName(certificate).stream(), Stream.of(subject));
        }
    },
    /** The first alternative name: an e-mail address before a DNS name before a URI. Nothing else will do. */
    SAN {
        @Override
        Stream<String> names(X509Certificate certificate) {
            return Stream.of(CertificateNames.EMAIL, CertificateNames.DNS, CertificateNames.URI)
                    .map(kind -> CertificateNames.alternatives(certificate, kind))
                    .flatMap(List::stream);
        }
    };

    /** The names that would do, the best first. */
    abstract Stream<String> names(X509Certificate certificate);

    /** Empty where the certificate has no such name. */
    Optional<Identity> of(X509Certificate verified) {
        return names(verified).filter(name -> !name.isBlank()).findFirst().map(name -> new Identity(name, Set.of()));
    }
}
