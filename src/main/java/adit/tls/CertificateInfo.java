package adit.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What may be told about a certificate.
 *
 * @param subject in the form of RFC 2253
 * @param names the DNS names that it is for, in lower case; may be empty
 * @param notBefore when it begins to be valid
 * @param notAfter when it ceases to be
 */
public record CertificateInfo(String subject, List<String> names, Instant notBefore, Instant notAfter) {
    private static final long WARNING_DAYS = 30;

    public CertificateInfo {
        names = List.copyOf(names);
    }

    static CertificateInfo of(X509Certificate certificate) {
        return new CertificateInfo(
                certificate.getSubjectX500Principal().getName(),
                CertificateNames.dns(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** Whole days until it ceases to be valid; negative afterwards. */
    public long daysLeft(Instant now) {
        return Math.floorDiv(
                now.until(notAfter, ChronoUnit.SECONDS),
                ChronoUnit.DAYS.getDuration().toSeconds());
    }

    /** What an operator should know about its validity; empty where more than 30 days are left. */
    public Optional<String> warning(Instant now) {
        String certificate = "the certificate for '" + subject + "' ";
        if (now.isBefore(notBefore)) {
            return Optional.of(certificate + "is not valid before " + notBefore);
        }
        if (now.isAfter(notAfter)) {
            return Optional.of(certificate + "expired at " + notAfter);
        }
        long days = daysLeft(now);
        return days >= WARNING_DAYS
                ? Optional.empty()
                : Optional.of(certificate + "expires within " + (days + 1) + " days, at " + notAfter);
    }
}
