package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Node, with its core modules. */
class NodeIT {
    private static String node(Testbed bed, String... arguments) throws Exception {
        return bed.program("node", bed.script("node-client.js"), bed.proxy(), bed.authority())
                .and(arguments)
                .run()
                .success();
    }

    private static void assertDownloads(Testbed bed, String url) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = bed.path("downloaded by node");
        assertThat(node(bed, "GET", url, got.toString())).isEqualTo("200\n");
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
    }

    private static void assertUploads(Testbed bed, String url) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        assertThat(node(bed, "PUT", url, sent.toString())).isEqualTo("201\n");
        assertThat(Files.mismatch(sent, sent.resolveSibling("uploaded by node")))
                .isEqualTo(-1);
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
            assertUploads(bed, bed.origin.https("/files/uploaded%20by%20node"));
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
            assertUploads(bed, bed.origin.http("/files/uploaded%20by%20node"));
        }

        @Test
        void theProtocolMayChange() throws Exception {
            try (EchoOrigin echo = new EchoOrigin()) {
                assertThat(node(bed, "UPGRADE", echo.url(), "is anybody there?"))
                        .isEqualTo("101\nis anybody there?\n");
            }
        }
    }
}
