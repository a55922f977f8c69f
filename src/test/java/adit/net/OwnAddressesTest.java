package adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "127.0.0.1, 0.0.0.0, true",
        "127.0.0.1, ::, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.0.0.1, 8.8.8.8, false",
        "::1, ::1, true",
        "0.0.0.0, 127.0.0.2, true",
        "0.0.0.0, ::1, true",
        "::, 127.255.255.254, true",
        "::, ::1, true",
        "::, 8.8.8.8, false"
    })
    void whatReachesAListenerIsTheProxyItself(String listener, String dialled, boolean own) {
        assertThat(listening(listener).include(address(dialled), 8080)).isEqualTo(own);
        assertThat(listening(listener).include(address(dialled), 8081)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void everyAddressOfTheMachineReachesAListenerOnAll(String listener) throws Exception {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(addresses).isNotEmpty().allSatisfy(address -> assertThat(
                        listening(listener).include(address, 8080))
                .isTrue());
    }

    @Test
    void withoutListenersNothingIsTheProxy() {
        assertThat(new OwnAddresses(List.of(), port -> false).include(address("0.0.0.0"), 8080))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 40000, true",
        "127.9.9.9, 40000, true",
        "::1, 40000, true",
        "::ffff:127.0.0.1, 40000, true",
        "0.0.0.0, 40000, true",
        "::, 40000, true",
        "127.0.0.1, 40001, false",
        "8.8.8.8, 40000, false"
    })
    void soIsWhatTheProcessListensAtForAnotherPurpose(String dialled, int port, boolean own) {
        assertThat(new OwnAddresses(List.of(), other -> other == 40000).include(address(dialled), port))
                .isEqualTo(own);
    }

    @Test
    void thePortOfAListenerIsItsAlone() {
        OwnAddresses own = new OwnAddresses(List.of(new InetSocketAddress(address("127.0.0.1"), 8080)), port -> true);
        assertThat(own.include(address("127.0.0.1"), 8080)).isTrue();
        assertThat(own.include(address("127.0.0.2"), 8080)).isFalse();
    }

    private static OwnAddresses listening(String on) {
        return new OwnAddresses(List.of(new InetSocketAddress(address(on), 8080)), port -> false);
    }

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
