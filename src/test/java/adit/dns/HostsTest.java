package adit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostsTest {

    @Test
    void aNameHasTheAddressesOfAllItsLinesInTheirOrder() {
        Hosts hosts = Hosts.read(List.of(
                "# comment", "", "192.0.2.1\tA.example b.example.", "  2001:db8::1   a.example # more", "192.0.2.1"));
        assertThat(texts(hosts, "a.example")).containsExactly("192.0.2.1", "2001:db8::1");
        assertThat(texts(hosts, "b.example")).containsExactly("192.0.2.1");
        assertThat(texts(hosts, "more")).isEmpty();
        assertThat(texts(hosts, "#")).isEmpty();
    }

    @Test
    void aLineThatIsNotUnderstoodHarmsNoOther() {
        Hosts hosts = Hosts.read(List.of("127.1 a.example", "fe80::1%eth0 a.example", "???", "192.0.2.1 a.example"));
        assertThat(texts(hosts, "a.example")).containsExactly("192.0.2.1");
    }

    @Test
    void theAddressesOfANameAreBounded() {
        List<String> lines = IntStream.range(0, 200)
                .mapToObj(i -> "192.0.2." + i + " a.example")
                .toList();
        assertThat(texts(Hosts.read(lines), "a.example")).hasSize(100);
    }

    @Test
    void whatIsNoAddressIsNoServerOfTheMachine() {
        assertThat(ResolvConf.read(List.of(
                        "; comment",
                        "nameserver",
                        "nameserver localhost",
                        "nameserver 127.1",
                        "nameserver fe80::1%none",
                        "nameserver 127.0.0.1%lo",
                        "nameservers 192.0.2.1",
                        "options ndots:5",
                        "\tnameserver\t192.0.2.53 # why",
                        "nameserver 192.0.2.53")))
                .containsExactly(new InetSocketAddress("192.0.2.53", 53));
    }

    @Test
    void theServersOfTheMachineAreRead() {
        assertThat(
                        ResolvConf.read(List.of(
                                        "search example.com", "nameserver 192.0.2.53", "nameserver 2001:db8::53", "x"))
                                .stream()
                                .map(server -> IpAddress.text(server.getAddress()) + " " + server.getPort()))
                .containsExactly("192.0.2.53 53", "2001:db8::53 53");
    }

    private static Stream<String> texts(Hosts hosts, String name) {
        return hosts.of(name).stream().map(IpAddress::text);
    }
}
