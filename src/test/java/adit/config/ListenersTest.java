package adit.config;

import static adit.config.Loading.load;
import static adit.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenersTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, /127.0.0.1:8080",
        "127.8.8.8:0, /127.8.8.8:0",
        "[::1]:65535, /[0:0:0:0:0:0:0:1]:65535",
        "localhost:80, localhost/127.0.0.1:80"
    })
    void anAddressIsALiteralAndAPort(String text, String address) throws Exception {
        InetSocketAddress read = load("listeners: [{address: '" + text + "'}]")
                .listeners()
                .get(0)
                .address();

        assertThat(read).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:080", "127.0.0.1:-1",
                "127.1:80", "0177.0.0.1:80", "2130706433:80", "::1:80", "[::1]", "[127.0.0.1]:80", "[::1%lo]:80",
                "proxy.example:80", "*:80", "127.0.0.1:80 ", "127.0.0.1:\u0661"
            })
    void anythingElseIsRefused(String text) {
        assertThat(problems("listeners: [{address: '" + text + "'}]"))
                .containsExactly("adit.yaml:1:23: listeners[0].address: found '" + text
                        + "'; allowed: an address and a port from 0 (any free one) to 65535, such as 127.0.0.1:8080,"
                        + " [::1]:8080 or localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080", "[2001:db8::1]:0"})
    void aListenerBeyondLoopbackNeedsTheOperatorsWord(String text) throws Exception {
        String listener = "listeners: [{address: '" + text + "'}]";

        assertThat(problems(listener))
                .containsExactly("adit.yaml:1:23: listeners[0].address: found '" + text
                        + "', open to everyone who can reach it; allowed: a loopback address, authentication, a policy"
                        + " whose rules name clients or users, or open_proxy: true");
        assertThat(load(listener, "open_proxy: true").listeners()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication: none, policy: closed",
                "authentication: staff",
                "authentication: staff, policy: open",
            })
    void aListenerThatAsksSomebodyIsNotOpen(String keys) throws Exception {
        assertThat(load(exposed(keys)).listeners()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"authentication: none", "policy: open", "policy: half", "policy: reporting", "policy: by_day"})
    void aListenerThatAsksNobodyForSomethingIsOpen(String keys) {
        assertThat(problems(exposed(keys)))
                .singleElement()
                .asString()
                .contains("listeners[0].address: found '0.0.0.0:8080', open to everyone");
    }

    private static String[] exposed(String keys) {
        return new String[] {
            "listeners: [{address: '0.0.0.0:8080', " + keys + "}]",
            Loading.STAFF,
            "policies:",
            "  closed: {rules: [{id: office, action: allow, clients: [192.0.2.0/24]}, {id: staff, action: allow,"
                    + " groups: [staff]}]}",
            "  half: {rules: [{id: office, action: allow, clients: [192.0.2.0/24]}], allowed_ports: {connect: [443]}}",
            "  open: {rules: [{id: all, action: allow}]}",
            "  reporting: {mode: report, rules: [{id: none, action: deny}]}",
            "  by_day: {rules: [{id: day, action: allow, hours: 08:00-18:00, addresses: [192.0.2.0/24]}]}"
        };
    }

    @Test
    void modeTcpBeyondLoopbackIsAnOpenDoorAsWell() {
        assertThat(problems("listeners: [{address: '0.0.0.0:5432', mode: tcp, destination: 'db.example:5432'}]"))
                .singleElement()
                .asString()
                .contains("listeners[0].address: found '0.0.0.0:5432', open to everyone")
                .endsWith("allowed: a loopback address, a policy whose rules name clients, or open_proxy: true");
    }

    @Test
    void aDestinationThatThePolicyRefusesDeservesAWarning() throws Exception {
        String listener = "listeners: [{name: db, mode: tcp, destination: '127.0.0.1:5432'}]";

        assertThat(load(listener).warnings(Instant.EPOCH))
                .containsExactly(
                        "listener db leads nowhere: 127.0.0.1 is a loopback address (127.0.0.0/8), which this proxy dials"
                                + " only where allowed_addresses names it");
        assertThat(load(listener, "policy: {allowed_addresses: [127.0.0.1]}").warnings(Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void namesAndAddressesAreUnique() {
        assertThat(problems("listeners:", "  - {name: a, address: 127.0.0.1:1}", "  - {name: a, address: 127.0.0.1:1}"))
                .containsExactly(
                        "adit.yaml:3:12: listeners[1].name: found 'a', the name of listeners[0];"
                                + " allowed: a name of its own",
                        "adit.yaml:3:24: listeners[1].address: found '127.0.0.1:1', where another listener is;"
                                + " allowed: an address of its own");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80, 0.0.0.0:80, true",
        "0.0.0.0:80, 127.0.0.1:80, true",
        "127.0.0.1:80, [::]:80, true",
        "[::]:80, 0.0.0.0:80, true",
        "[::1]:80, [::]:80, true",
        "[::1]:80, 0.0.0.0:80, false",
        "127.0.0.1:80, 0.0.0.0:81, false",
        "127.0.0.1:80, 127.0.0.2:80, false",
        "0.0.0.0:0, 0.0.0.0:0, false"
    })
    void noListenerCoversAnother(String one, String other, boolean refused) {
        List<String> problems = problems(
                "open_proxy: true",
                "listeners:",
                "  - {name: a, address: '" + one + "'}",
                "  - {name: b, address: '" + other + "'}");

        assertThat(problems.stream().filter(line -> line.contains("where another listener is")))
                .hasSize(refused ? 1 : 0);
        assertThat(problems).hasSize(refused ? 1 : 0);
    }

    @Test
    void aDestinationThatNoRuleAllowsToAnybodyDeservesAWarning() throws Exception {
        String listener = "listeners: [{name: db, mode: tcp, destination: 'db.example:5432'}]";

        assertThat(load(listener, "policy: {rules: [{id: no-db, action: deny, ports: [5432]}]}")
                        .warnings(Instant.EPOCH))
                .containsExactly("listener db leads nowhere: a rule of this proxy denies db.example:5432");
        assertThat(load(listener, "policy: {rules: [{id: db, action: allow, clients: [192.0.2.0/24]}]}")
                        .warnings(Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void aNameLeftOutTwiceIsNotUniqueEither() {
        assertThat(problems("listeners: [{address: '127.0.0.1:1'}, {address: '127.0.0.1:2'}]"))
                .containsExactly("adit.yaml:1:39: listeners[1].name: found 'main', the name of listeners[0];"
                        + " allowed: a name of its own");
    }

    @Test
    void anyNumberOfListenersMayTakeAnyFreePort() throws Exception {
        assertThat(load("listeners: [{name: a, address: '127.0.0.1:0'}, {name: b, address: '127.0.0.1:0'}]")
                        .listeners())
                .hasSize(2);
    }

    @Test
    void modeTcpNeedsADestination() {
        assertThat(problems("listeners:", "  - {mode: tcp}"))
                .containsExactly("adit.yaml:2:5: listeners[0].destination: found nothing;"
                        + " allowed: the host and port that mode tcp leads to");
    }

    @Test
    void modeHttpHasNoDestination() {
        assertThat(problems("listeners: [{destination: 'db.example:5432'}]"))
                .containsExactly("adit.yaml:1:27: listeners[0].destination: found 'db.example:5432';"
                        + " allowed: only with mode tcp");
    }

    @Test
    void aDestinationIsHostAndPort() {
        assertThat(problems("listeners: [{mode: tcp, destination: ''}]"))
                .singleElement()
                .asString()
                .startsWith("adit.yaml:1:38: listeners[0].destination: found '' (")
                .endsWith("); allowed: a host and a port, such as db.example:5432");
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThat(problems("listeners: [{mode: socks}]"))
                .containsExactly("adit.yaml:1:20: listeners[0].mode: found 'socks'; allowed: http, https, tcp");
    }

    @Test
    void aWrongNameIsRefused() {
        assertThat(problems("listeners: [{name: 'a b'}]"))
                .containsExactly("adit.yaml:1:20: listeners[0].name: found 'a b'; allowed: 1 to 64 letters, digits,"
                        + " dots, hyphens and underscores");
    }
}
