package adit.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom and what a certificate names. */
final class CertificateNames {
    /** Kinds of alternative names (RFC 5280, 4.2.1.6). */
    static final int EMAIL = 1;

    static final int DNS = 2;
    static final int URI = 6;

    private CertificateNames() {}

    /** The alternative names of a kind, as they are written. */
    static List<String> alternatives(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(kind))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** The DNS names in lower case; the common name counts only where there are none (RFC 6125, 6.4.4). */
    static List<String> dns(X509Certificate certificate) {
        List<String> names = alternatives(certificate, DNS);
        return (names.isEmpty() ? commonName(certificate).stream() : names.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The last, most specific common name of the subject. */
    static Optional<String> commonName(X509Certificate certificate) {
        try {
            List<Rdn> fromTheLeast =
                    new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            return fromTheLeast.stream()
                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String)
                    .reduce((first, second) -> second)
                    .map(rdn -> (String) rdn.getValue())
                    .filter(name -> !name.isBlank());
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
