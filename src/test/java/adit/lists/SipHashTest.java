package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipHashTest {
    private static final SipHash REFERENCE = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    /** Of the inputs that its authors published the results for: 0 to 63 bytes that count up from 0. */
    @Test
    void theReferenceVectorsComeOut() throws IOException {
        List<String> vectors;
        try (InputStream in = SipHashTest.class.getResourceAsStream("/lists/siphash-2-4.txt")) {
            vectors = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        assertThat(vectors).hasSize(64);
        StringBuilder input = new StringBuilder();
        for (String vector : vectors) {
            assertThat(Long.toHexString(REFERENCE.of(input, 0, input.length())))
                    .isEqualTo(vector.replaceFirst("^0+", ""));
            input.append((char) input.length());
        }
    }

    @Test
    void aPartOfATextHasTheHashOfThatPart() {
        assertThat(REFERENCE.of("www.example.com", 4, 15)).isEqualTo(REFERENCE.of("example.com", 0, 11));
    }
}
