package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.clients.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The HTTP client of the JDK, told of the proxy by a selector and of the password by an authenticator. */
class JavaIT {
    /** Basic is switched off for tunnels unless the property names other schemes, or none. */
    private static Program java(Testbed bed, String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = Path.of(JavaClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return bed.program(java, "-Djdk.http.auth.tunneling.disabledSchemes=", "-cp", classes.toString())
                .and(JavaClient.class.getName(), Integer.toString(bed.port()), bed.authority())
                .and(arguments);
    }

    private static void assertDownloads(Testbed bed, String url, String... login) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = bed.path("downloaded by Java");
        String status = java(bed, "GET", url, got.toString()).and(login).run().success();
        assertThat(status).isEqualTo("HTTP_1_1 200\n");
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
    }

    private static void assertUploads(Testbed bed, String url) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = sent.resolveSibling("uploaded by Java");
        String status = java(bed, "PUT", url + "/files/uploaded%20by%20Java", sent.toString())
                .run()
                .success();
        assertThat(status).isEqualTo("HTTP_1_1 201\n");
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
        Files.delete(got);
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aLargeFileIsDownloaded() throws Exception {
            assertDownloads(bed, bed.origin.https("/files/large"));
        }

        @Test
        void aLargeFileIsUploaded() throws Exception {
            assertUploads(bed, bed.origin.https(""));
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aLargeFileIsDownloaded() throws Exception {
            assertDownloads(bed, bed.origin.http("/streamed/large"));
        }

        @Test
        void aLargeFileIsUploaded() throws Exception {
            assertUploads(bed, bed.origin.http(""));
        }
    }

    @Nested
    class Login {
        @RegisterExtension
        static final Testbed bed = Testbed.login();

        @Test
        void theAuthenticatorIsAskedForATunnel() throws Exception {
            assertDownloads(bed, bed.origin.https("/files/large"), Testbed.USER, Testbed.PASSWORD);
        }

        @Test
        void theAuthenticatorIsAskedForARequest() throws Exception {
            assertDownloads(bed, bed.origin.http("/files/large"), Testbed.USER, Testbed.PASSWORD);
        }

        @Test
        void aWrongPasswordIsGivenUp() throws Exception {
            Result result = java(bed, "GET", bed.origin.http("/hello"), "refused", Testbed.USER, "wrong")
                    .run();
            assertThat(result.code()).isNotZero();
            assertThat(result.errors()).contains("too many authentication attempts");
            assertThat(bed.origin.received()).isEmpty();
        }
    }
}
