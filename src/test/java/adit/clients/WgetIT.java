package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.clients.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** wget, which is pointed at the proxy by its environment. */
class WgetIT {
    private static Program wget(Testbed bed, String... arguments) {
        return bed.program("wget", "-nv", "--tries=1", "--ca-certificate=" + bed.authority())
                .and(arguments)
                .with("http_proxy", bed.proxy())
                .with("https_proxy", bed.proxy());
    }

    private static void assertDownloaded(Testbed bed, String url) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = bed.path("downloaded by wget");
        wget(bed, "-O", got.toString(), url).run().success();
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
    }

    /** The page, and what it needs. */
    private static void assertPageIsComplete(Testbed bed, String url) throws Exception {
        wget(bed, "--page-requisites", url).run().success();
        assertThat(bed.origin.received().stream()
                        .filter(request -> request.target().endsWith(".js")))
                .hasSize(Origin.RESOURCES);
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aLargeFileIsDownloaded() throws Exception {
            assertDownloaded(bed, bed.origin.https("/files/large"));
        }

        @Test
        void aPageIsReadWithAllItNeeds() throws Exception {
            assertPageIsComplete(bed, bed.origin.https("/page/"));
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aLargeFileIsDownloaded() throws Exception {
            assertDownloaded(bed, bed.origin.http("/files/large"));
        }

        @Test
        void aPageIsReadWithAllItNeeds() throws Exception {
            assertPageIsComplete(bed, bed.origin.http("/page/"));
        }
    }

    @Nested
    class Login {
        private static final int REFUSED_BY_SERVER = 8;

        @RegisterExtension
        static final Testbed bed = Testbed.login();

        private static Program hello(String password, String url) {
            return wget(bed, "-O", "-", "--proxy-user=" + Testbed.USER, "--proxy-password=" + password, url);
        }

        @Test
        void thePasswordOpensATunnel() throws Exception {
            String page =
                    hello(Testbed.PASSWORD, bed.origin.https("/hello")).run().success();
            assertThat(page).isEqualTo(Origin.HELLO);
        }

        @Test
        void thePasswordLetsARequestThrough() throws Exception {
            String page =
                    hello(Testbed.PASSWORD, bed.origin.http("/hello")).run().success();
            assertThat(page).isEqualTo(Origin.HELLO);
        }

        @Test
        void aWrongPasswordLetsNoRequestThrough() throws Exception {
            Result result = hello("wrong", bed.origin.http("/hello")).run();
            assertThat(result.code()).isEqualTo(REFUSED_BY_SERVER);
            assertThat(result.errors()).contains("ERROR 407");
            assertThat(bed.origin.received()).isEmpty();
        }
    }
}
