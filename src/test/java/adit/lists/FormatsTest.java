package adit.lists;

import static adit.lists.TestLists.read;
import static adit.lists.TestLists.source;
import static org.assertj.core.api.Assertions.assertThat;

import adit.http.Target;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of each format mean. A letter beside a line: {@code i} the host itself is blocked, {@code b} what is below. */
class FormatsTest {
    private static final String HOST = "ads.example";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "ads.example => i",
                "ADS.example. => i",
                "`\t ads.example \t` => i",
                "ads.example # and why => i",
                "*.ads.example => b",
                ".ads.example => ib",
            })
    void domains(String line, String meaning) throws Exception {
        assertMeans(ListFormat.DOMAINS, line, meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "0.0.0.0 ads.example => i",
                "127.0.0.1\tADS.example. => i",
                "::1 ads.example # why => i",
                "0.0.0.0 ads.example#why => i",
                ":: x.example ads.example => i",
                "0 ads.example => i",
            })
    void hosts(String line, String meaning) throws Exception {
        assertMeans(ListFormat.HOSTS, line, meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "||ads.example^ => ib",
                "||ADS.example^ => ib",
                "||ads.example^$important => ib",
                "||ads.example^$all => ib",
                "||ads.example^$all,important => ib",
            })
    void adBlock(String line, String meaning) throws Exception {
        assertMeans(ListFormat.ADBLOCK, line, meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "address=/ads.example/0.0.0.0 => ib",
                "address=/ads.example/ => ib",
                "address=/ads.example/# => ib",
                "address=/x.example/ads.example/:: => ib",
                "address=/.ads.example/127.0.0.1 => ib",
                "server=/ads.example/ => ib",
                "local=/ads.example/ # why => ib",
            })
    void dnsmasq(String line, String meaning) throws Exception {
        assertMeans(ListFormat.DNSMASQ, line, meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "ads.example CNAME . => i",
                "ads.example 300 IN CNAME . ; why => i",
                "ads.example IN 300 cname *. => i",
                "ads.example CNAME rpz-drop. => i",
                "*.ads.example CNAME . => b",
            })
    void rpz(String line, String meaning) throws Exception {
        assertMeans(ListFormat.RPZ, line, meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "domains => ads.example:443",
                "domains => ads.example##.banner",
                "domains => ads.example#",
                "domains => http://ads.example/",
                "domains => ads.example/path",
                "domains => 0.0.0.0 ads.example",
                "domains => ||ads.example^",
                "domains => a*.example",
                "domains => *.*.example",
                "domains => *",
                "domains => *.",
                "domains => .",
                "domains => *.192.0.2.1",
                "domains => *.[::1]",
                "domains => 127.1",
                "domains => 10.0.0.0/8",
                "domains => a..example",
                "domains => stra\u00DFe.example",
                "hosts => 0.0.0.0",
                "hosts => ads.example",
                "hosts => 192.0.2.1 ads.example",
                "hosts => 0.0.0.0 ads.example/x",
                "adblock => ads.example",
                "adblock => ||ads.example",
                "adblock => ||ads.example^*",
                "adblock => ||ads.example^|",
                "adblock => ||ads.example/path^",
                "adblock => ||ads.example^path",
                "adblock => ||*.ads.example^",
                "adblock => ||ads.example:8080^",
                "adblock => ||ads.example^$third-party",
                "adblock => ||ads.example^$important,third-party",
                "adblock => ||ads.example^$",
                "adblock => ||ads.example^$badfilter",
                "adblock => |http://ads.example^",
                "adblock => @@||ads.example^$document",
                "adblock => @@/path",
                "adblock => example.com##.ad",
                "adblock => ##.ad",
                "adblock => /banner/",
                "dnsmasq => address=/ads.example/192.0.2.1",
                "dnsmasq => server=/ads.example/192.0.2.1",
                "dnsmasq => address=//0.0.0.0",
                "dnsmasq => address=/#/0.0.0.0",
                "dnsmasq => address=/ads.example",
                "dnsmasq => address=ads.example",
                "dnsmasq => conf-dir=/etc/",
                "dnsmasq => /",
                "rpz => ads.example CNAME other.example.",
                "rpz => ads.example CNAME rpz-tcp-only.",
                "rpz => ads.example A 0.0.0.0",
                "rpz => 32.7.2.0.192.rpz-ip CNAME .",
                "rpz => ns.example.rpz-nsdname CNAME .",
                "rpz => 32.7.2.0.192.RPZ-IP CNAME .",
                "rpz => ads.example. CNAME .",
                "rpz => * CNAME .",
                "rpz => @ CNAME .",
                "rpz => ads.example CNAME",
                "rpz => ads.example CNAME . x",
                "rpz => `  CNAME .`",
                "rpz => $GENERATE 1-9 a$ CNAME .",
            })
    void whatIsNotUnderstoodIsCountedAndBlocksNothing(String format, String line) throws Exception {
        ListFormat of = ListFormat.valueOf(format.toUpperCase(Locale.ROOT));
        BlockList list = read(source(of), known(of) + "\n" + line + "\n");

        assertThat(list.remainder().lines()).isOne();
        assertThat(list.remainder().first()).singleElement().asString().startsWith("line 2 '");
        assertThat(list.size()).isOne();
    }

    @Test
    void theMachinesOwnNamesInHostsAreLeftOut() throws Exception {
        BlockList list = read(source(ListFormat.HOSTS), """
                127.0.0.1 localhost localhost.localdomain
                255.255.255.255 broadcasthost
                fe80::1%lo0 localhost
                ff02::1 ip6-allnodes
                0.0.0.0 0.0.0.0
                0.0.0.0 ads.example
                """);

        assertThat(list.remainder().lines()).isZero();
        assertThat(list.size()).isOne();
    }

    @Test
    void anExceptionOfAdBlockStandsBeforeAllThatIsNotImportant() throws Exception {
        BlockList list = read(source(ListFormat.ADBLOCK), """
                ! comment
                # comment
                [Adblock Plus 2.0]
                ||ads.example^
                @@||good.ads.example^
                ||bad.good.ads.example^
                ||worse.good.ads.example^$important
                """);

        assertThat(list.remainder().lines()).isZero();
        assertThat(list.match(Target.parse("ads.example:1"))).contains("list:4");
        assertThat(list.match(Target.parse("good.ads.example:1"))).isEmpty();
        assertThat(list.match(Target.parse("bad.good.ads.example:1"))).isEmpty();
        assertThat(list.match(Target.parse("worse.good.ads.example:1"))).contains("list:7");
    }

    @Test
    void theLongestNameDecidesInDnsmasq() throws Exception {
        BlockList list = read(source(ListFormat.DNSMASQ), """
                # comment
                address=/ads.example/#
                server=/good.ads.example/#
                address=/bad.good.ads.example/0.0.0.0
                """);

        assertThat(list.remainder().lines()).isZero();
        assertThat(list.match(Target.parse("x.ads.example:1"))).contains("list:2");
        assertThat(list.match(Target.parse("x.good.ads.example:1"))).isEmpty();
        assertThat(list.match(Target.parse("x.bad.good.ads.example:1"))).contains("list:4");
    }

    @Test
    void aZoneIsReadWithItsOrigins() throws Exception {
        BlockList list = read(source(ListFormat.RPZ), """
                $ORIGIN .
                $TTL 300 ; five minutes
                rpz.local IN SOA localhost. root.localhost. (
                    1   ; serial
                    3600 )
                        IN NS localhost.
                $ORIGIN rpz.local.
                ads.example         CNAME .
                *.ads.example       CNAME .
                good.ads.example    CNAME rpz-passthru.
                whole.example.RPZ.local. CNAME .
                $ORIGIN example.rpz.local.
                more                CNAME *.
                $ORIGIN elsewhere.
                other.example       CNAME .
                """);

        assertThat(list.remainder().first()).containsExactly("line 15 'other.example.elsewhere.       CNAME .'");
        assertThat(list.match(Target.parse("ads.example:1"))).contains("list:8");
        assertThat(list.match(Target.parse("x.ads.example:1"))).contains("list:9");
        assertThat(list.match(Target.parse("good.ads.example:1"))).isEmpty();
        assertThat(list.match(Target.parse("whole.example:1"))).contains("list:11");
        assertThat(list.match(Target.parse("more.example:1"))).contains("list:13");
        assertThat(list.size()).isEqualTo(5);
    }

    private static void assertMeans(ListFormat format, String line, String meaning) throws Exception {
        BlockList list = read(source(format), line);
        assertThat(list.remainder().lines()).isZero();
        assertThat(list.match(Target.parse(HOST + ":443")).isPresent()).isEqualTo(meaning.contains("i"));
        assertThat(list.match(Target.parse("a.b." + HOST + ":443")).isPresent()).isEqualTo(meaning.contains("b"));
        assertThat(list.match(Target.parse("x" + HOST + ":443"))).isEmpty();
        assertThat(list.match(Target.parse("example:443"))).isEmpty();
        assertThat(list.match(Target.parse(HOST + ".example:443"))).isEmpty();
    }

    private static String known(ListFormat format) {
        return switch (format) {
            case DOMAINS -> "known.example";
            case HOSTS -> "0.0.0.0 known.example";
            case ADBLOCK -> "||known.example^";
            case DNSMASQ -> "address=/known.example/";
            case RPZ -> "known.example CNAME .";
        };
    }
}
