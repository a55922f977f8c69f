package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL's client: TLS inside a tunnel, and TLS to the proxy itself. */
class OpensslIT {
    private static Program client(Testbed bed, String... arguments) {
        return bed.program("openssl", "s_client", "-ign_eof", "-verify_return_error", "-CAfile", bed.authority())
                .and(arguments);
    }

    /** The origin, being of the JDK, ends without close_notify, which the client would call an error. */
    private static Program throughTunnel(Testbed bed, String... arguments) {
        return client(bed, "-proxy", "127.0.0.1:" + bed.port(), "-connect", bed.origin.secureAuthority())
                .and("-ignore_unexpected_eof")
                .and(arguments);
    }

    private static String request(String authority) {
        return "GET " + Origin.TUNNELLED + " HTTP/1.1\r\nHost: " + authority + "\r\nConnection: close\r\n\r\n";
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void theHandshakeIsWithTheOrigin(String version) throws Exception {
            String output = throughTunnel(bed, version)
                    .input(request(bed.origin.secureAuthority()))
                    .run()
                    .success();
            assertThat(output).contains("Verification: OK", "HTTP/1.1 200 OK", Origin.HELLO);
        }
    }

    @Nested
    class Login {
        @RegisterExtension
        static final Testbed bed = Testbed.login();

        @Test
        void thePasswordOpensATunnel() throws Exception {
            String output = throughTunnel(bed, "-proxy_user", Testbed.USER, "-proxy_pass", "pass:" + Testbed.PASSWORD)
                    .input(request(bed.origin.secureAuthority()))
                    .run()
                    .success();
            assertThat(output).contains("Verification: OK", "HTTP/1.1 200 OK", Origin.HELLO);
        }
    }

    @Nested
    class Secure {
        @RegisterExtension
        static final Testbed bed = Testbed.secure();

        private static Program toProxy(String... arguments) {
            return client(bed, "-connect", "localhost:" + bed.port()).and(arguments);
        }

        private static String refused() {
            return "GET / HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n\r\n";
        }

        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void aTunnelIsOpenedOverTls(String version) throws Exception {
            String target = bed.origin.authority();
            String output = toProxy(version)
                    .input("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n" + request(target))
                    .run()
                    .success();
            assertThat(output).contains("Verification: OK", "HTTP/1.1 200 ", "HTTP/1.1 200 OK", Origin.HELLO);
        }

        @Test
        void http11IsAgreedUpon() throws Exception {
            String output =
                    toProxy("-alpn", "h2,http/1.1").input(refused()).run().success();
            assertThat(output).contains("ALPN protocol: http/1.1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void aSessionIsResumed(String version) throws Exception {
            Path session = bed.path("session" + version);
            toProxy(version, "-sess_out", session.toString())
                    .input(refused())
                    .run()
                    .success();
            String again = toProxy(version, "-sess_in", session.toString())
                    .input(refused())
                    .run()
                    .success();
            assertThat(again).contains("\nReused, TLSv1.");
        }

        @Test
        void anOldVersionIsRefused() throws Exception {
            Program.Result result =
                    toProxy("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0").run();
            assertThat(result.errors()).contains("alert protocol version");
            assertThat(result.output()).contains("Cipher is (NONE)");
        }
    }
}
