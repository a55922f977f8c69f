package adit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String LABEL_63 = "a".repeat(63);
    private static final String NAME_253 = String.join(".", LABEL_63, LABEL_63, LABEL_63, "b".repeat(61));

    @ParameterizedTest
    @CsvSource({
        "example.com:443, example.com:443",
        "EXAMPLE.com:1, example.com:1",
        "example.com.:65535, example.com:65535",
        "localhost:80, localhost:80",
        "_dmarc.a_b.example.com:443, _dmarc.a_b.example.com:443",
        "r3---sn-x.example.com:443, r3---sn-x.example.com:443",
        "-a-.example.com:443, -a-.example.com:443",
        "xn--bcher-kva.example:443, xn--bcher-kva.example:443",
        "1.example:443, 1.example:443",
        "1e100.net:443, 1e100.net:443",
        "a.0xyz:443, a.0xyz:443",
        "127.0.0.1:443, 127.0.0.1:443",
        "127.0.0.1.:443, 127.0.0.1:443",
        "[::1]:443, [::1]:443",
        "[2001:DB8:0:0::A]:8443, [2001:db8::a]:8443",
        "[::FFFF:127.0.0.1]:80, [::ffff:127.0.0.1]:80",
    })
    void aTargetHasOneCanonicalForm(String authority, String canonical) throws Exception {
        Target target = Target.parse(authority);
        assertThat(target).hasToString(canonical);
        assertThat(Target.parse(canonical)).isEqualTo(target);
    }

    @Test
    void aLiteralCarriesItsAddress() throws Exception {
        assertThat(Target.parse("192.0.2.1:443").literal()).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(Target.parse("[2001:db8::1]:443").literal()).isEqualTo(IpAddress.parse("2001:db8::1"));
        assertThat(Target.parse("[::ffff:7f00:1]:443").literal()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(Target.parse("example.com:443").literal()).isEmpty();
    }

    @Test
    void theLongestNameIsAccepted() throws Exception {
        assertThat(Target.parse(NAME_253 + ":443").host()).isEqualTo(NAME_253);
        assertThat(Target.parse(NAME_253 + ".:443").host()).isEqualTo(NAME_253);
    }

    @Test
    void longerNamesAndLabelsAreRefused() {
        refused(NAME_253 + "b:443", "longer than 253");
        refused("a".repeat(64) + ".example:443", "longer than 63");
    }

    @ParameterizedTest
    @CsvSource({
        "'', port is missing",
        "example.com, port is missing",
        "[::1], port is missing",
        "example.com:, port is empty",
        "[::1]:, port is empty",
        "example.com:0, leading zero",
        "example.com:00, leading zero",
        "example.com:0443, leading zero",
        "example.com:65536, between 1 and 65535",
        "example.com:99999999999999999999, between 1 and 65535",
        "example.com:4294967739, between 1 and 65535",
        "example.com:+443, not a decimal number",
        "example.com:-1, not a decimal number",
        "example.com:44a, not a decimal number",
        "example.com:0x50, not a decimal number",
        "example.com:https, not a decimal number",
        ":443, host is empty",
        ".:443, host is empty",
        "..:443, empty label",
        "a..example:443, empty label",
        ".example:443, empty label",
        "example..:443, empty label",
        "user@example.com:443, user information",
        "user:secret@example.com:443, user information",
        "http://example.com:443, not a URI",
        "example.com:443/, not a URI",
        "example.com?x:443, not a URI",
        "example.com#x:443, not a URI",
        "exa%6dple.com:443, not allowed in a host name",
        "example.com%00:443, not allowed in a host name",
        "a\\b:443, not allowed in a host name",
        "*.example.com:443, not allowed in a host name",
        "'a,b:443', not allowed in a host name",
        "a[b:443, not allowed in a host name",
        "::1:443, needs brackets",
        "2001:db8::1:443, needs brackets",
        "example.com:443:443, needs brackets",
        "[::1:443, not closed",
        "[]:443, not an IPv6 address",
        "[127.0.0.1]:443, not an IPv6 address",
        "[example.com]:443, not an IPv6 address",
        "[v1.fe80::a]:443, not an IPv6 address",
        "[[::1]]:443, may follow the bracket",
        "[::1]x:443, may follow the bracket",
        "[::1].:443, may follow the bracket",
        "[fe80::1%eth0]:443, zone",
        "[fe80::1%25eth0]:443, zone",
    })
    void whatIsNotExactlyHostAndPortIsRefused(String authority, String message) {
        refused(authority, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "127.0.0.0x1",
                "0x7f.1",
                "127.1",
                "127.0.1",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.",
                "127.0.0.01",
                "example.123",
                "example.0X1f"
            })
    void aHostThatOnlySomeProgramsTakeForAnAddressIsRefused(String host) {
        refused(host + ":443", "ends in a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exam\u0000ple.com:443",
                "example.com :443",
                " example.com:443",
                "example.com: 443",
                "example.com:443\r\n",
                "example.com:443\t",
                "example.com\u007F:443",
                "b\u00FCcher.example:443",
                "example.com:\u0664\u0664\u0663",
                "\uFF11.0.0.1:443",
                "example\u3002com:443"
            })
    void onlyVisibleAsciiIsAccepted(String authority) {
        refused(authority, "is not allowed in a target");
    }

    private static void refused(String authority, String message) {
        assertThatExceptionOfType(BadTargetException.class)
                .isThrownBy(() -> Target.parse(authority))
                .withMessageContaining(message);
    }
}
