package adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
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
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(given), 80);

        assertThat(ListenAddress.text(address)).isEqualTo(written);
        assertThat(ListenAddress.parse(written)).isEqualTo(address);
    }
}
