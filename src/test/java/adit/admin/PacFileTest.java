package adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.BadTargetException;
import adit.http.Host;
import adit.http.IpAddress;
import adit.policy.HostPattern;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script, character by character; what it does is asked of a JavaScript engine in another test. */
class PacFileTest {

    @Test
    void theScriptNamesTheProxiesInTheirOrderAndWhatIsReachedWithoutThem() {
        PacFile file = new PacFile(
                List.of("PROXY proxy.example:8080", "HTTPS proxy.example:8443"),
                List.of(HostPattern.parse("localhost"), HostPattern.parse("*.corp.example"), HostPattern.parse("::1")));

        assertThat(file.text())
                .startsWith("function FindProxyForURL(url, host) {\n")
                .contains(
                        "var hosts = [\"localhost\", \"::1\"];",
                        "var domains = [\".corp.example\"];",
                        "return \"PROXY proxy.example:8080; HTTPS proxy.example:8443\";");
    }

    @Test
    void noTextLeavesItsLiteral() {
        String hostile = "\"; alert(1); //</script>\\\n\u2028\u00e9";

        assertThat(new PacFile(List.of(hostile), List.of()).text())
                .contains("return \"\\u0022; alert(1); \\u002f\\u002f\\u003c\\u002fscript\\u003e\\u005c\\u000a\\u2028"
                        + "\\u00e9\";")
                .isASCII();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, '', PROXY 192.0.2.1:8080",
        "2001:db8::1, '', PROXY [2001:db8::1]:8080",
        "0.0.0.0, '', PROXY 127.0.0.1:8080",
        "::, '', PROXY 127.0.0.1:8080",
        "0.0.0.0, Proxy.Example., PROXY proxy.example:8080",
        "127.0.0.1, 2001:db8::1, PROXY [2001:db8::1]:8080",
        "127.0.0.1, 192.0.2.7, PROXY 192.0.2.7:8080"
    })
    void aProxyIsCalledAsClientsReachIt(String bound, String host, String expected) throws Exception {
        InetSocketAddress address = new InetSocketAddress(IpAddress.parse(bound).orElseThrow(), 8080);

        assertThat(PacFile.proxy("PROXY", address, host(host))).isEqualTo(expected);
    }

    private static Optional<Host> host(String text) throws BadTargetException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Host.parse(text));
    }
}
