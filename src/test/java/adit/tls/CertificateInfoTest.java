package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificateInfoTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Credential CREDENTIAL = Certificates.authority("Test")
            .issue(new Certificates.Draft("CN=a.example, O=Test")
                    .dns("A.example", "*.a.example", "a.example")
                    .valid(FROM, Duration.between(FROM, UNTIL)));
    private static final TlsContext CONTEXT = TlsServers.with(CREDENTIAL);

    @Test
    void aContextTellsWhatItServesWith() {
        assertThat(CONTEXT.certificates())
                .containsExactly(
                        new CertificateInfo("CN=a.example,O=Test", List.of("a.example", "*.a.example"), FROM, UNTIL));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T00:00:00Z, 30",
        "2026-03-02T00:00:01Z, 29",
        "2026-03-31T23:59:59Z, 0",
        "2026-04-01T00:00:01Z, -1"
    })
    void theDaysLeftAreWholeDays(Instant now, long days) {
        assertThat(CONTEXT.certificates().get(0).daysLeft(now)).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z, is not valid before 2026-01-01T00:00:00Z",
        "2026-03-02T00:00:01Z, 'expires within 30 days, at 2026-04-01T00:00:00Z'",
        "2026-04-01T00:00:00Z, 'expires within 1 days, at 2026-04-01T00:00:00Z'",
        "2026-04-01T00:00:01Z, expired at 2026-04-01T00:00:00Z"
    })
    void anEndInSightIsAWarning(Instant now, String warning) {
        assertThat(CONTEXT.warnings(now)).containsExactly("the certificate for 'CN=a.example,O=Test' " + warning);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01T00:00:00Z", "2026-03-02T00:00:00Z"})
    void moreThanAMonthIsEnough(Instant now) {
        assertThat(CONTEXT.warnings(now)).isEmpty();
    }
}
