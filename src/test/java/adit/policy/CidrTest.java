package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import adit.http.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "172.16.0.0/12, 172.16.0.0, 172.31.255.255",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.255",
        "192.0.2.1/32, 192.0.2.1, 192.0.2.1",
        "192.0.2.1, 192.0.2.1, 192.0.2.1",
        "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::/7, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/33, 2001:db8::, 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
        "::1, ::1, ::1",
    })
    void aBlockHoldsItsFirstAndItsLastAddress(String text, String first, String last) {
        Cidr cidr = Cidr.parse(text);
        assertThat(cidr.contains(address(first))).isTrue();
        assertThat(cidr.contains(address(last))).isTrue();
        assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 9.255.255.255",
        "10.0.0.0/8, 11.0.0.0",
        "172.16.0.0/12, 172.15.255.255",
        "172.16.0.0/12, 172.32.0.0",
        "192.0.2.1, 192.0.2.0",
        "192.0.2.1, 192.0.2.2",
        "0.0.0.0/0, 2001:db8::1",
        "::/0, 192.0.2.1",
        "2001:db8::/33, 2001:db8:8000::",
        "fc00::/7, fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::/7, fe00::",
    })
    void aBlockHoldsNoOtherAddress(String cidr, String outside) {
        assertThat(Cidr.parse(cidr).contains(address(outside))).isFalse();
    }

    @Test
    void anIpv4MappedAddressCountsAsIpv4() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        InetAddress hidden = Inet6Address.getByAddress("h", mapped, -1);
        assertThat(hidden).isInstanceOf(Inet6Address.class);
        assertThat(Cidr.parse("10.0.0.0/8").contains(hidden)).isTrue();
        assertThat(Cidr.parse("::/0").contains(hidden)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', not an IP address",
        "localhost, not an IP address",
        "10/8, not an IP address",
        "010.0.0.0/8, not an IP address",
        "[::1], not an IP address",
        "fe80::1%1, not an IP address",
        "10.0.0.0/, prefix length is not between 0 and 32",
        "10.0.0.0/33, prefix length is not between 0 and 32",
        "10.0.0.0/08, prefix length is not between 0 and 32",
        "10.0.0.0/+8, prefix length is not between 0 and 32",
        "10.0.0.0/255.0.0.0, prefix length is not between 0 and 32",
        "10.0.0.0/8/8, prefix length is not between 0 and 32",
        "10.0.0.0/\u0668, prefix length is not between 0 and 32",
        "::/129, prefix length is not between 0 and 128",
        "10.1.2.3/8, the network is 10.0.0.0/8",
        "2001:db8::1/64, the network is 2001:db8::/64",
        "::ffff:10.0.0.0/104, write 10.0.0.0",
    })
    void whatIsNoBlockIsRefusedWithAHint(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessageContaining(message);
    }

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
