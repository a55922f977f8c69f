package adit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    /** RFC 5952, 2 and 4; RFC 4291, 2.2. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0:0:0::1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::aaaa:0:0:1, 2001:db8::aaaa:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::13.1.68.3, ::d01:4403",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void anAddressIsPrintedInItsCanonicalForm(String text, String canonical) {
        assertThat(IpAddress.parse(text).map(IpAddress::text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":",
                ":::",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                ".1.2.3.4",
                "256.1.1.1",
                "1.1.1.1000",
                "01.2.3.4",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "127.1",
                "2130706433",
                "+1.2.3.4",
                "1.2.3.-4",
                "1. 2.3.4",
                "\u0661.2.3.4",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                ":1::2",
                "1::2:",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1.2.3",
                "::ffff:0177.0.0.1",
                "12345::",
                "::g",
                "::-1",
                "::+1",
                "fe80::1%eth0",
                "[::1]",
                "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
            })
    void whatIsNotStrictlyAnAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aMappedAddressIsTheIpv4AddressItStandsFor() throws Exception {
        assertThat(IpAddress.parse("::FFFF:127.0.0.1")).contains(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        assertThat(IpAddress.parse("0:0:0:0:0:ffff:7f00:1").map(IpAddress::text))
                .contains("127.0.0.1");
    }

    @Test
    void anAddressObjectThatHidesIpv4OrCarriesAZoneIsMadePlain() throws Exception {
        byte[] mapped = IpAddress.bytes("::ffff:127.0.0.1").orElseThrow();
        byte[] linkLocal = IpAddress.bytes("fe80::1").orElseThrow();
        assertThat(IpAddress.text(Inet6Address.getByAddress("h", mapped, 1))).isEqualTo("127.0.0.1");
        assertThat(IpAddress.text(Inet6Address.getByAddress("h", linkLocal, 1))).isEqualTo("fe80::1");
    }
}
