package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.Host;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Replays its corpus; fuzzes with {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -Dtest=ListReaderFuzzTest}. */
class ListReaderFuzzTest {

    @FuzzTest
    void everyTextIsAListOrRefusedInOneLine(byte[] bytes) {
        try {
            BlockList list = TestLists.read(TestLists.source("list"), bytes);
            assertThat(list.size()).isLessThanOrEqualTo(bytes.length);
            assertThat(list.remainder().first())
                    .hasSizeLessThanOrEqualTo(Math.min(5, list.remainder().lines()))
                    .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
        } catch (ListException e) {
            assertThat(e.getMessage().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        }
    }

    @FuzzTest
    void whatEachFormatTakesForAHostIsOne(byte[] bytes) throws IOException, ListException, BadTargetException {
        for (ListFormat format : ListFormat.values()) {
            Syntax syntax = format.syntax();
            LineReader lines = new LineReader(new ByteArrayInputStream(bytes), bytes.length);
            HostReader reader = new HostReader();
            StringBuilder hosts = new StringBuilder();
            while (lines.next()) {
                syntax.read(lines.line(), (from, to, says) -> {
                    boolean read = reader.read(lines.line(), from, to);
                    hosts.append(read ? reader.host() + "\n" : "");
                    return read;
                });
            }
            for (String host : hosts.toString().lines().toList()) {
                assertThat(Host.parse(host).comparable()).isEqualTo(host);
            }
        }
    }
}
