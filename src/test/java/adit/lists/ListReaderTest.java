package adit.lists;

import static adit.lists.TestLists.read;
import static adit.lists.TestLists.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.ListSource.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListReaderTest {
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

    @Test
    void aWordOnALineOfItsOwnMakesNoListOfAFileOfAnotherKind() {
        assertThatThrownBy(() -> read(source("list"), "\u001F\u008B\u0008\nk\n\u0001\n"))
                .isInstanceOf(ListException.class)
                .hasMessageStartingWith("has no line that is understood; the first: line 1 ");
    }

    @Test
    void namesOfOneLabelAreAList() throws Exception {
        assertThat(read(source("list"), "intranet\nprinter\n").size()).isEqualTo(2);
    }

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
        assertThat(read(source("list"), FILE).match(Target.parse(target))).contains(id);
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
        assertThat(read(source("list"), FILE).match(Target.parse(target))).isEmpty();
    }

    @Test
    void anAddressIsLookedUpAsSuch() throws Exception {
        BlockList list = read(source("list"), FILE);

        assertThat(list.match(IpAddress.parse("192.0.2.7").orElseThrow())).contains("list:6");
        assertThat(list.match(IpAddress.parse("192.0.2.8").orElseThrow())).isEmpty();
        assertThat(read(source("list"), "0.0.0.0 192.0.2.7").match(Target.parse("192.0.2.7:443")))
                .contains("list:1");
        assertThat(read(source("list"), "||192.0.2.7^").match(Target.parse("192.0.2.7:443")))
                .contains("list:1");
    }

    @Test
    void aListFromAnotherSystemIsRead() throws Exception {
        BlockList list = read(source("list"), "\uFEFFa.example\r\n\r\n# x\r\n\t*.b.example \r\nc.example");

        assertThat(list.remainder().lines()).isZero();
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.match(Target.parse("a.example:1"))).contains("list:1");
        assertThat(list.match(Target.parse("c.example:1"))).contains("list:5");
    }

    @Test
    void malformedBytesAreALineThatIsNotUnderstood() throws Exception {
        BlockList list = read(
                source("list"), "a.example\nb\u00FCcher.example\nc.example\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(list.remainder().first()).containsExactly("line 2 'b?cher.example'");
        assertThat(list.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "`# Title\n\n127.0.0.1 localhost\n0.0.0.0 a.example` => HOSTS",
                "`# Title\na.example\n*.b.example\n` => DOMAINS",
                "`[Adblock Plus 2.0]\n! x\n-banner-\n.ads.\n||a.example^` => ADBLOCK",
                "`! x\n-300x250-\n-ad-manager.\nbanner\n||a.example^` => ADBLOCK",
                "`! x\na.example\n192.0.2.1\n||b.example^$all` => DOMAINS",
                "`! x\nexample.com##.ad\n||a.example^$important` => ADBLOCK",
                "`# x\nserver=/a.example/\n` => DNSMASQ",
                "`; x\n$TTL 60\n@ SOA a. b. (1 2\n3 4 5)\n NS a.\na.example CNAME .` => RPZ",
                "`a.example CNAME .\n*.a.example CNAME .` => RPZ",
                "`0.0.0.0 a.example\n||b.example^\n0.0.0.0 c.example` => HOSTS",
                "`` => DOMAINS",
                "`# nothing yet` => DOMAINS",
            })
    void theFormatIsThatOfMostLines(String text, ListFormat format) throws Exception {
        assertThat(read(source("list"), text).format()).isEqualTo(format);
    }

    @Test
    void theFormatIsDecidedOnceByTheBeginning() throws Exception {
        String hosts = IntStream.range(0, 5000)
                .mapToObj(i -> "0.0.0.0 h" + i + ".example\n")
                .collect(Collectors.joining());
        BlockList list = read(source("list"), hosts + "plain.example\n".repeat(9000));

        assertThat(list.format()).isEqualTo(ListFormat.HOSTS);
        assertThat(list.size()).isEqualTo(5000);
        assertThat(list.remainder().lines()).isEqualTo(9000);
        assertThat(list.remainder().first()).hasSize(5).contains("line 5001 'plain.example'");
    }

    @Test
    void aFormatThatIsSaidIsNotRecognised() {
        assertThatThrownBy(() -> read(source(ListFormat.RPZ), "a.example\nb.example"))
                .hasMessage("has no line that is understood as rpz; the first: line 1 'a.example'");
    }

    @Test
    void aLineOfAnyLengthIsReadInLittleMemory() throws Exception {
        BlockList list =
                read(source("list"), "a.example\n#" + "x".repeat(200_000) + "\n" + "y".repeat(200_000) + "\nb.example");

        assertThat(list.size()).isEqualTo(2);
        assertThat(list.match(Target.parse("b.example:1"))).contains("list:4");
        assertThat(list.remainder().lines()).isEqualTo(2);
        assertThat(list.remainder().first().get(1)).isEqualTo("line 3 '" + "y".repeat(60) + "...'");
    }

    @Test
    void whatIsShownIsOnOneLineOfAscii() throws Exception {
        assertThat(read(source("list"), "a.example\n\u001B[31m\u00E9/\n")
                        .remainder()
                        .first())
                .containsExactly("line 2 '?[31m?/'");
    }

    @Test
    void aListMayNotExceedItsBounds() {
        ListSource small = new ListSource("list", source("list").origin(), Optional.empty(), new Bounds(100, 2));

        assertThatThrownBy(() -> read(small, "a.example\nb.example\nc.example\n"))
                .hasMessage("has more than 2 entries, which max_entries allows");
        assertThatThrownBy(() -> read(small, "#".repeat(101))).hasMessage("is larger than max_size allows");
    }

    @Test
    void anExceptionHoldsWithinItsOwnListAlone() throws Exception {
        BlockLists lists = new BlockLists(
                List.of(read(source("opening"), "||example^\n@@||good.example^"), read(source("own"), "good.example")));

        assertThat(lists.match(Target.parse("good.example:1"))).contains("own:1");
        assertThat(lists.matches(Target.parse("good.example:1"))).containsExactly("own:1");
        assertThat(lists.matches(Target.parse("bad.example:1"))).containsExactly("opening:1");
        assertThat(lists.size()).isEqualTo(3);
        assertThat(BlockLists.EMPTY.match(Target.parse("good.example:1"))).isEmpty();
    }
}
