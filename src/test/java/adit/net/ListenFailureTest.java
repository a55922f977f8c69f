package adit.net;

import static adit.net.SettingsChanges.listeners;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import adit.config.Settings;
import adit.config.Settings.Listener;
import adit.config.Settings.Mode;
import adit.http.IpAddress;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Addresses that cannot be listened on: one line that says which and why, and nothing is left behind. */
class ListenFailureTest {

    @Test
    void anAddressInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, address("127.0.0.1"))) {
            ListenException failure = failure("127.0.0.1", taken.getLocalPort());

            assertThat(failure).hasMessage("listener second: 127.0.0.1:" + taken.getLocalPort() + " is in use");
            assertThat(failure.isInUse()).isTrue();
            assertThat(failure.address().getPort()).isEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() throws Exception {
        assertThat(failure("192.0.2.1", 8080))
                .hasMessage("listener second: 192.0.2.1:8080 is not an address of this machine");
        assertThat(failure("2001:db8::1", 0))
                .hasMessage("listener second: [2001:db8::1]:0 is not an address of this machine");
    }

    @Test
    void aMissingPrivilegeIsNamed() {
        InetSocketAddress https = new InetSocketAddress(address("127.0.0.1"), 443);

        assertThat(new ListenException(
                        "listener main", https, new IllegalStateException(new BindException("Permission denied"))))
                .hasMessage("listener main: cannot listen on 127.0.0.1:443: Permission denied; a port below 1024 needs"
                        + " the capability CAP_NET_BIND_SERVICE");
    }

    @Test
    void anyOtherCauseIsToldInTheWordsOfTheSystem() {
        InetSocketAddress six = new InetSocketAddress(address("::1"), 8080);

        assertThat(new ListenException("listener main", six, new SocketException("Protocol family unavailable")))
                .hasMessage("listener main: cannot listen on [::1]:8080: Protocol family unavailable");
    }

    @Test
    void theListenersBeforeItAreGivenBack() throws Exception {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, address("127.0.0.1"))) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> Proxy.start(listeners(
                            listener("first", "127.0.0.1", free),
                            listener("second", "127.0.0.1", taken.getLocalPort()))));

            assertThatThrownBy(() -> new Client(new InetSocketAddress(address("127.0.0.1"), free)))
                    .isInstanceOf(ConnectException.class);
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
            new ServerSocket(free, 1, address("127.0.0.1")).close();
        }
    }

    private static ListenException failure(String address, int port) {
        return (ListenException) org.assertj.core.api.Assertions.catchThrowable(
                () -> Proxy.start(listeners(listener("first", "127.0.0.1", 0), listener("second", address, port))));
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("proxy"));
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static Listener listener(String name, String address, int port) {
        return new Listener(
                name,
                new InetSocketAddress(address(address), port),
                Mode.HTTP,
                Optional.empty(),
                Settings.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }

    private static InetAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
