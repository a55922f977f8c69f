package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:80",
        "0.0.0.0, 0.0.0.0:80",
        "::1, [::1]:80",
        "::, [::]:80",
        "2001:db8:0:0:0:0:0:1, [2001:db8::1]:80",
        "2001:db8:1:2:3:4:5:6, [2001:db8:1:2:3:4:5:6]:80"
    })
    void anAddressIsWrittenInItsShortForm(String given, String written) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(given);
        assertThat(SocketAddresses.text(new InetSocketAddress(address, 80))).isEqualTo(written);
    }
}
