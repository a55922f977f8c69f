package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final AddressRules NOTHING_ALLOWED = new AddressRules(List.of());

    /** First and last address of each block. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/8, 0.0.0.0, 0.255.255.255",
        "127.0.0.0/8, 127.0.0.0, 127.255.255.255",
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "172.16.0.0/12, 172.16.0.0, 172.31.255.255",
        "192.168.0.0/16, 192.168.0.0, 192.168.255.255",
        "100.64.0.0/10, 100.64.0.0, 100.127.255.255",
        "169.254.0.0/16, 169.254.0.0, 169.254.255.255",
        "168.63.129.16/32, 168.63.129.16, 168.63.129.16",
        "192.0.0.0/24, 192.0.0.0, 192.0.0.255",
        "192.0.2.0/24, 192.0.2.0, 192.0.2.255",
        "198.51.100.0/24, 198.51.100.0, 198.51.100.255",
        "203.0.113.0/24, 203.0.113.0, 203.0.113.255",
        "192.88.99.0/24, 192.88.99.0, 192.88.99.255",
        "198.18.0.0/15, 198.18.0.0, 198.19.255.255",
        "224.0.0.0/4, 224.0.0.0, 239.255.255.255",
        "240.0.0.0/4, 240.0.0.0, 255.255.255.254",
        "255.255.255.255/32, 255.255.255.255, 255.255.255.255",
        "::/128, ::, ::",
        "::1/128, ::1, ::1",
        "::/96, ::2, ::255.255.255.255",
        "::ffff:0:0:0/96, ::ffff:0:0:0, ::ffff:0:ffff:ffff",
        "64:ff9b::/96, 64:ff9b::, 64:ff9b::255.255.255.255",
        "64:ff9b:1::/48, 64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "100::/64, 100::, 100::ffff:ffff:ffff:ffff",
        "100:0:0:1::/64, 100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff",
        "2001::/32, 2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:2::/48, 2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff",
        "2001:10::/28, 2001:10::, 2001:1f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:20::/28, 2001:20::, 2001:2f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001::/23, 2001:1::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff::/20, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002::/16, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "5f00::/16, 5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::/7, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80::/10, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0::/10, fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00::/8, ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void everySpecialBlockIsDeniedFromItsFirstToItsLastAddress(String block, String first, String last) {
        Stream.of(first, last).forEach(text -> assertThat(denial(NOTHING_ALLOWED, text))
                .as(text)
                .map(b -> b.cidr().toString())
                .contains(block));
    }

    /** The addresses just outside the blocks, and the globally reachable ones among the special. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.1.255",
                "192.0.3.0",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "192.175.48.1",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "8.8.8.8",
                "::1:0:0:0",
                "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff",
                "64:ff9b:0:0:0:1::",
                "64:ff9b:2::",
                "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "100:0:0:2::",
                "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:200::",
                "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:db9::",
                "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2003::",
                "2620:4f:8000::1",
                "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "3fff:1000::",
                "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "5f01::",
                "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fe00::",
                "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2606:4700:4700::1111",
                "::ffff:8.8.8.8"
            })
    void theNeighboursOfSpecialBlocksAreNotDenied(String text) {
        assertThat(denial(NOTHING_ALLOWED, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, a link-local address",
        "100.100.100.200, a shared address",
        "168.63.129.16, an address of a cloud platform",
        "192.0.0.192, an address of an IETF protocol",
        "fd00:ec2::254, a unique local address",
    })
    void theMetadataServicesOfCloudsAreDenied(String text, String kind) {
        assertThat(denial(NOTHING_ALLOWED, text).map(AddressBlock::kind))
                .hasValueSatisfying(found -> assertThat(found).startsWith(kind));
    }

    @Test
    void anAllowedBlockOpensItsAddressesAndNoOthers() {
        AddressRules rules = rules("127.0.0.0/8", "fd00:1::/32");
        assertThat(denial(rules, "127.0.0.1")).isEmpty();
        assertThat(denial(rules, "::ffff:127.0.0.1")).isEmpty();
        assertThat(denial(rules, "fd00:1::1")).isEmpty();
        assertThat(denial(rules, "::1")).isPresent();
        assertThat(denial(rules, "::127.0.0.1")).isPresent();
        assertThat(denial(rules, "fd00:2::1")).isPresent();
        assertThat(denial(rules, "10.0.0.1")).isPresent();
    }

    @Test
    void anIpv4MappedAddressIsJudgedAsIpv4() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        assertThat(NOTHING_ALLOWED
                        .denial(Inet6Address.getByAddress("h", mapped, -1))
                        .map(AddressBlock::toString))
                .contains("a loopback address (127.0.0.0/8)");
    }

    @Test
    void anAllowedNat64LeadsToPublicIpv4Only() {
        AddressRules rules = rules("64:ff9b::/96");
        assertThat(denial(rules, "64:ff9b::8.8.8.8")).isEmpty();
        assertThat(denial(rules, "64:ff9b::10.0.0.1").map(AddressBlock::kind)).contains("a private address");
        assertThat(denial(rules("64:ff9b::/96", "10.0.0.0/8"), "64:ff9b::10.0.0.1"))
                .isEmpty();
    }

    private static AddressRules rules(String... allowed) {
        return new AddressRules(Stream.of(allowed).map(Cidr::parse).toList());
    }

    private static Optional<AddressBlock> denial(AddressRules rules, String text) {
        InetAddress address = IpAddress.parse(text).orElseThrow();
        return rules.denial(address);
    }
}
