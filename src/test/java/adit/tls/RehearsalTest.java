package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
    private static final Certificates AUTHORITY = Certificates.authority("Test");

    @Test
    void itShakesHandsUntilItIsEnough() {
        AtomicInteger asked = new AtomicInteger();

        TlsServers.with(AUTHORITY.server("a.example")).rehearsal().run(() -> asked.incrementAndGet() == 4);

        assertThat(asked).hasValue(4);
    }
}
