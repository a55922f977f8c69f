package adit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "Example.COM, example.com",
        "example.com., example.com",
        "B\u00FCcher.Example, xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "\u4F8B\u3048\u3002\u30C6\u30B9\u30C8, xn--r8jz45g.xn--zckzah",
        "[2001:DB8::1], 2001:db8::1",
        "2001:DB8:0::1, 2001:db8::1",
        "::ffff:127.0.0.1, ::ffff:127.0.0.1",
        "192.0.2.1, 192.0.2.1",
        "\uFF11\uFF12\uFF17.0.0.1, 127.0.0.1",
    })
    void aHostHasOneCanonicalText(String text, String canonical) throws Exception {
        assertThat(Host.parse(text).text()).isEqualTo(canonical);
    }

    @Test
    void onlyAnAddressHasALiteral() throws Exception {
        assertThat(Host.parse("example.com").literal()).isEmpty();
        assertThat(Host.parse("\uFF11\uFF12\uFF17.0.0.1").literal()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(Host.parse("::ffff:127.0.0.1").literal()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(Host.parse("::7f00:1").literal()).isEqualTo(IpAddress.parse("::127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "[::1",
                "::1]",
                "[]",
                "[127.0.0.1]",
                "example.com:443",
                "b\u00FCcher..example",
                "\uFF10x7f.1",
                "\u0661\u0662\u0667.1",
                "a\u202Eb.example",
                "b\u00FCcher\uFF0Fexample",
                "*.example.com"
            })
    void whatIsNoHostIsRefused(String text) {
        assertThatExceptionOfType(BadTargetException.class).isThrownBy(() -> Host.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stra\u00DFe.example", "\u03C3\u03AF\u03B3\u03BF\u03C2.example", "a\u200Db.example"})
    void aNameThatTheVersionsOfIdnaReadDifferentlyIsRefused(String text) {
        assertThatExceptionOfType(BadTargetException.class)
                .isThrownBy(() -> Host.parse(text))
                .withMessageContaining("disagree");
    }
}
