package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.Host;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=HostReaderFuzzTest}. */
class HostReaderFuzzTest {
    private static final int LONGEST = 1024;

    @FuzzTest
    void aHostOfAListIsReadAsHostsAreReadElsewhere(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= LONGEST && text.indexOf('\f') < 0) {
            Line line = new Line();
            line.append(utf8, 0, utf8.length);
            line.finish();
            HostReader reader = new HostReader();
            boolean read = reader.read(line, line.start(), line.end());
            assertThat(read ? Optional.of(reader.host().toString()) : Optional.empty())
                    .isEqualTo(host(text));
        }
    }

    private static Optional<String> host(String text) {
        try {
            return Optional.of(Host.parse(text).comparable());
        } catch (BadTargetException e) {
            return Optional.empty();
        }
    }
}
