package adit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** IANA's registries of special-purpose addresses, entry by entry, and the IPv6 addresses that have IPv4 within. */
class SpecialPurposeTest {
    private static final List<String> SPECIAL_IPV4 = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final AddressRules ALL_OF_IPV6 = rules("::/0");

    @ParameterizedTest
    @CsvSource({
        // the IPv4 registry: block, whether it is denied
        "0.0.0.0/8, true",
        "0.0.0.0/32, true",
        "10.0.0.0/8, true",
        "100.64.0.0/10, true",
        "127.0.0.0/8, true",
        "169.254.0.0/16, true",
        "172.16.0.0/12, true",
        "192.0.0.0/24, true",
        "192.0.0.0/29, true",
        "192.0.0.8/32, true",
        "192.0.0.9/32, true",
        "192.0.0.10/32, true",
        "192.0.0.170/32, true",
        "192.0.0.171/32, true",
        "192.0.2.0/24, true",
        "192.31.196.0/24, false",
        "192.52.193.0/24, false",
        "192.88.99.0/24, true",
        "192.88.99.2/32, true",
        "192.168.0.0/16, true",
        "192.175.48.0/24, false",
        "198.18.0.0/15, true",
        "198.51.100.0/24, true",
        "203.0.113.0/24, true",
        "240.0.0.0/4, true",
        "255.255.255.255/32, true",
        // the IPv6 registry
        "::1/128, true",
        "::/128, true",
        "64:ff9b::/96, true",
        "64:ff9b:1::/48, true",
        "100::/64, true",
        "100:0:0:1::/64, true",
        "2001::/23, true",
        "2001::/32, true",
        "2001:1::1/128, true",
        "2001:1::2/128, true",
        "2001:1::3/128, true",
        "2001:2::/48, true",
        "2001:3::/32, false",
        "2001:4:112::/48, false",
        "2001:10::/28, true",
        "2001:20::/28, true",
        "2001:30::/28, true",
        "2001:db8::/32, true",
        "2002::/16, true",
        "2620:4f:8000::/48, false",
        "3fff::/20, true",
        "5f00::/16, true",
        "fc00::/7, true",
        "fe80::/10, true"
    })
    void everyEntryIsDecided(String block, boolean denied) {
        assertThat(edges(Cidr.parse(block)))
                .allSatisfy(address -> assertThat(rules().denial(address).isPresent())
                        .as(address.toString())
                        .isEqualTo(denied));
    }

    @ParameterizedTest
    @CsvSource({"2001:2:ffff:ffff:ffff:ffff:ffff:ffff, 2001:4::", "2001:4:111:ffff:ffff:ffff:ffff:ffff, 2001:4:113::"})
    void theNeighboursOfWhatIsOrdinaryAmongTheSpecialAreDenied(String before, String after) {
        assertThat(rules().denial(address(before))).isPresent();
        assertThat(rules().denial(address(after))).isPresent();
    }

    static Stream<Arguments> specialIpv4InEachDisguise() {
        return SPECIAL_IPV4.stream().flatMap(block -> edges(Cidr.parse(block)).stream()
                .flatMap(inner -> disguises(inner).map(outer -> Arguments.of(inner, outer))));
    }

    /** Also where the operator has opened all of IPv6, and nothing of IPv4. */
    @ParameterizedTest
    @MethodSource("specialIpv4InEachDisguise")
    void specialIpv4IsDeniedInEachDisguise(InetAddress inner, InetAddress outer) {
        assertThat(rules().denial(outer)).isPresent();
        assertThat(ALL_OF_IPV6.denial(outer)).as(inner + " in " + outer).isPresent();
    }

    @Test
    void specialIpv4ThatIsOpenedIsOpenInAnOpenedDisguise() {
        AddressRules rules = rules("::/0", "10.0.0.0/8", "64:ff9b:1::/96");

        assertThat(disguises(address("10.1.2.3")))
                .allSatisfy(outer -> assertThat(rules.denial(outer)).isEmpty());
    }

    @Test
    void publicIpv4IsReachedInADisguiseThatIsOpened() {
        AddressRules rules = rules("::/0", "64:ff9b:1::/96");

        assertThat(disguises(address("8.8.8.8")))
                .allSatisfy(outer -> assertThat(rules.denial(outer)).isEmpty());
        assertThat(Disguise.all()).allSatisfy(disguise -> assertThat(disguises(address("8.8.8.8")))
                .anyMatch(disguise.form()));
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 6052, 2.4: where 10.1.2.3 and 8.8.8.8 are by the length of the translator's prefix
        "64:ff9b:1::/48, 64:ff9b:1:a01:2:300::, 64:ff9b:1:808:8:800::",
        "64:ff9b:1:aa00::/56, 64:ff9b:1:aa0a:1:203::, 64:ff9b:1:aa08:8:808::",
        "64:ff9b:1:aaaa::/64, 64:ff9b:1:aaaa:a:102:300:0, 64:ff9b:1:aaaa:8:808:800:0",
        "64:ff9b:1:aaaa:0:bb::/96, 64:ff9b:1:aaaa:0:bb:a01:203, 64:ff9b:1:aaaa:0:bb:808:808"
    })
    void aLocalTranslatorIsKnownByTheLengthOfItsPrefix(String prefix, String toPrivate, String toPublic) {
        assertThat(rules(prefix).denial(address(toPrivate)).map(AddressBlock::kind))
                .contains("a private address");
        assertThat(rules(prefix).denial(address(toPublic))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2606:4700::100:5efe:a01:203",
        "2606:4700::1:5efe:a01:203",
        "2606:4700::5eff:a01:203",
        "2606:4700::5efd:a01:203",
        "2606:4700::400:5efe:a01:203",
        "2003:a01:203::",
        "2606:4700::ffff:a01:203"
    })
    void whatOnlyLooksLikeADisguiseIsNotDenied(String text) {
        assertThat(rules().denial(address(text))).isEmpty();
    }

    @Test
    void theLoopbackOfIpv6IsNoIpv4Address() {
        assertThat(rules("::1/128").denial(address("::1"))).isEmpty();
    }

    private static Stream<InetAddress> disguises(InetAddress ipv4) {
        byte[] inner = ipv4.getAddress();
        byte[] inverted = new byte[4];
        for (int i = 0; i < 4; i++) {
            inverted[i] = (byte) ~inner[i];
        }
        return Stream.of(
                // The first addresses of ::/96 are the unspecified one and the loopback: special anyhow, and not IPv4.
                with(inner[0] == 0 ? "::ffff:0:0:0" : "::", 12, inner),
                with("::ffff:0:0:0", 12, inner),
                with("64:ff9b::", 12, inner),
                with("64:ff9b:1::", 12, inner),
                with("2002::1", 2, inner),
                with("2001::", 4, inner, inverted(8, 8, 8, 8)),
                with("2001:0:808:808::", 12, inverted),
                with("fd00::5efe:0:0", 12, inner),
                with("fe80::200:5efe:0:0", 12, inner));
    }

    private static byte[] inverted(int... bytes) {
        byte[] inverted = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            inverted[i] = (byte) ~bytes[i];
        }
        return inverted;
    }

    private static InetAddress with(String prefix, int at, byte[] inner, byte... end) {
        byte[] bytes = address(prefix).getAddress();
        System.arraycopy(inner, 0, bytes, at, inner.length);
        System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
        return IpAddress.ofBytes(bytes);
    }

    /** The first and the last address of the block. */
    private static List<InetAddress> edges(Cidr block) {
        byte[] last = block.network().getAddress();
        for (int bit = block.prefix(); bit < 8 * last.length; bit++) {
            last[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return List.of(block.network(), IpAddress.ofBytes(last));
    }

    private static AddressRules rules(String... allowed) {
        return new AddressRules(Arrays.stream(allowed).map(Cidr::parse).toList());
    }

    private static InetAddress address(String text) {
        Optional<InetAddress> address = IpAddress.parse(text);
        return address.orElseThrow();
    }
}
