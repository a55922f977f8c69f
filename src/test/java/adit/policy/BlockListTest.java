package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.IpAddress;
import adit.http.Target;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockListTest {
    private static final String FILE = """
            # trackers
            ads.example.com
            *.tracker.example   # and all of theirs

            B\u00FCcher.Example.
            192.0.2.7
            [2001:DB8:0::7]
            *.xn--bcher-kva.example
            ads.example.com
            *.test
            """;

    @ParameterizedTest
    @CsvSource({
        "ads.example.com:443, list:2",
        "ADS.example.com.:80, list:2",
        "a.tracker.example:443, list:3",
        "a.b.c.tracker.example:443, list:3",
        "xn--bcher-kva.example:443, list:5",
        "192.0.2.7:443, list:6",
        "[::ffff:192.0.2.7]:443, list:6",
        "[2001:db8::7]:443, list:7",
        "a.xn--bcher-kva.example:443, list:8",
        "x.test:443, list:10",
    })
    void anEntryNamesItsTargets(String target, String id) throws Exception {
        assertThat(match(target)).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443",
        "x.ads.example.com:443",
        "xads.example.com:443",
        "tracker.example:443",
        "xtracker.example:443",
        "ads.example.com.evil.example:443",
        "192.0.2.8:443",
        "[2001:db8::8]:443",
        "test:443",
    })
    void anEntryNamesNothingElse(String target) throws Exception {
        assertThat(match(target)).isEmpty();
    }

    @Test
    void anAddressIsLookedUpAsSuch() throws Exception {
        BlockList list = read(FILE).blockList();
        assertThat(list.match(IpAddress.parse("192.0.2.7").orElseThrow())).contains("list:6");
        assertThat(list.match(IpAddress.parse("192.0.2.8").orElseThrow())).isEmpty();
    }

    @Test
    void differentEntriesAreCounted() throws Exception {
        assertThat(read(FILE).blockList().size()).isEqualTo(7);
        assertThat(read(FILE).problems()).isEmpty();
        assertThat(BlockList.EMPTY.size()).isZero();
    }

    @Test
    void severalFilesMakeOneList() throws Exception {
        BlockListReader reader = new BlockListReader();
        reader.read("a", new StringReader("one.example\nboth.example"));
        reader.read("b", new StringReader("both.example\ntwo.example"));
        BlockList list = reader.blockList();
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.match(Target.parse("both.example:1"))).contains("a:2");
        assertThat(list.match(Target.parse("two.example:1"))).contains("b:2");
    }

    @Test
    void aFileFromAnotherSystemIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ads.txt");
        Files.writeString(file, "\uFEFFa.example\r\n\r\n# x\r\n\t*.b.example \r\nc.example");
        BlockListReader reader = new BlockListReader();
        reader.read("ads.txt", file);
        assertThat(reader.problems()).isEmpty();
        assertThat(reader.blockList().size()).isEqualTo(3);
        assertThat(reader.blockList().match(Target.parse("c.example:1"))).contains("ads.txt:5");
    }

    @Test
    void malformedBytesAreAProblemOfTheirLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ads.txt");
        Files.write(file, "a.example\nb\u00FCcher.example\nc.example\n".getBytes(StandardCharsets.ISO_8859_1));
        BlockListReader reader = new BlockListReader();
        reader.read("ads.txt", file);
        assertThat(reader.problems()).extracting(BlockListReader.Problem::line).containsExactly(2);
        assertThat(reader.blockList().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0 ads.example, not allowed in a host name",
        "ads.example:443, not an IPv6 address",
        "http://ads.example/, not an IPv6 address",
        "ads.example/path, not allowed in a host name",
        "||ads.example^, not allowed in a host name",
        "a*.example, not allowed in a host name",
        "*.*.example, not allowed in a host name",
        "*, not allowed in a host name",
        "*., host is empty",
        "*.192.0.2.1, nothing is below an address",
        "*.[::1], nothing is below an address",
        "127.1, ends in a number",
        "10.0.0.0/8, not allowed in a host name",
        "a..example, empty label",
        "stra\u00DFe.example, disagree",
    })
    void whatIsNoEntryIsAProblemThatSaysWhatIsAllowed(String entry, String message) throws Exception {
        BlockListReader reader = read("# first\n" + entry + "\n");
        assertThat(reader.blockList().size()).isZero();
        assertThat(reader.problems()).singleElement().asString().startsWith("list:2: found \"");
        assertThat(reader.problems().get(0).message()).contains(message).contains("allowed are a name, *.name");
    }

    @Test
    void allProblemsAreReportedAndTheRestIsRead() throws Exception {
        BlockListReader reader = read("a b\ngood.example\n\u001B[31m" + "x".repeat(100) + "\n");
        assertThat(reader.blockList().size()).isOne();
        assertThat(reader.problems()).extracting(BlockListReader.Problem::line).containsExactly(1, 3);
        assertThat(reader.problems().get(1).message())
                .startsWith("found \"?[31m" + "x".repeat(55) + "...\"")
                .doesNotContain("\u001B");
    }

    private static Optional<String> match(String target) throws BadTargetException, IOException {
        return read(FILE).blockList().match(Target.parse(target));
    }

    private static BlockListReader read(String text) throws IOException {
        BlockListReader reader = new BlockListReader();
        reader.read("list", new StringReader(text));
        return reader;
    }
}
