package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.http.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com:443, true",
        "Example.COM., EXAMPLE.com:443, true",
        "example.com, www.example.com:443, false",
        "example.com, example.com.evil.test:443, false",
        "*.example.com, www.example.com:443, true",
        "*.example.com, a.b.example.com:443, true",
        "*.example.com, example.com:443, false",
        "*.example.com, badexample.com:443, false",
        "192.0.2.1, 192.0.2.1:443, true",
        "192.0.2.1, [::ffff:192.0.2.1]:443, true",
        "::ffff:192.0.2.1, 192.0.2.1:443, true",
        "[2001:db8::1], [2001:DB8:0::1]:443, true",
        "2001:db8::1, [2001:db8::2]:443, false",
        "~^shop[0-9]+\\.example$, shop7.example:443, true",
        "~^shop[0-9]+\\.example$, xshop7.example:443, false",
        "~shop, workshop.example:443, true",
        "~443, example.com:443, false",
        "~^127\\., [::ffff:127.0.0.1]:443, true",
        "~Shop, shop.example:443, false",
        "~(?i)Shop, shop.example:443, true",
        "bücher.example, xn--bcher-kva.example:443, true"
    })
    void aPatternMatchesTheHostAndNothingElse(String pattern, String target, boolean matches) throws Exception {
        assertThat(HostPattern.parse(pattern).matches(Target.parse(target))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "'', the host is empty",
        "*, is not allowed in a host name",
        "*.192.0.2.1, nothing is below an address",
        "*.*.example, is not allowed in a host name",
        "127.1, four decimal numbers",
        "example.com:443, not an IPv6 address",
        "~, the expression is empty",
        "~(, missing closing )",
        "~(?=x), look-ahead and look-behind are not supported"
    })
    void whatIsNoPatternIsRefused(String pattern, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPattern.parse(pattern))
                .withMessageContaining(message);
    }

    @Test
    void aPatternReadsAsItIsWrittenInItsCanonicalForm() {
        assertThat(HostPattern.parse("*.Example.com.")).hasToString("*.example.com");
        assertThat(HostPattern.parse("~x|y")).hasToString("~x|y").isEqualTo(HostPattern.parse("~x|y"));
        assertThat(HostPattern.parse("[2001:DB8::1]")).hasToString("2001:db8::1");
    }
}
