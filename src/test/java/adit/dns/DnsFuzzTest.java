package adit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import adit.dns.AnswerReader.Reading;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=DnsFuzzTest}. */
class DnsFuzzTest {
    @FuzzTest
    void anAnswerIsReadWithinBoundsOrIsNoMessage(byte[] bytes) {
        Message message;
        try {
            message = new Message(bytes);
        } catch (IOException e) {
            assertThat(bytes).isNotNull();
            return;
        }
        for (Family family : Family.values()) {
            Name asked = message.getQuestion() == null
                    ? Name.root
                    : message.getQuestion().getName();
            Reading reading = AnswerReader.read(message, family, AnswerReader.nothing(asked));
            assertThat(reading.addresses()).hasSizeLessThanOrEqualTo(100).doesNotHaveDuplicates();
            assertThat(reading.ttl()).isBetween(0L, (long) Integer.MAX_VALUE);
            assertThat(reading.aliases()).isLessThanOrEqualTo(AnswerReader.MOST_ALIASES + 1);
        }
    }

    @FuzzTest
    void aHostsFileIsReadWhateverIsInIt(byte[] content) {
        Hosts hosts = Hosts.read(
                new String(content, StandardCharsets.ISO_8859_1).lines().toList());
        assertThat(hosts.addresses().values())
                .allSatisfy(addresses -> assertThat(addresses).isNotEmpty().hasSizeLessThanOrEqualTo(100));
    }
}
