package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chromium without a window; it would not ask a proxy for localhost unless it is told to. */
class ChromiumIT {
    private static final Pattern BYTES_TO_CLIENT = Pattern.compile("\"bytes_to_client\":([0-9]+)");

    /** What the page holds when all is loaded. */
    private static String dom(Testbed bed, String url) throws Exception {
        return bed.program("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
                .and("--user-data-dir=" + bed.path("profile"), "--ignore-certificate-errors", "--no-first-run")
                .and("--disable-background-networking", "--disable-component-update", "--disable-sync")
                .and("--proxy-server=" + bed.proxy(), "--proxy-bypass-list=<-loopback>", "--dump-dom", url)
                .run()
                .success();
    }

    private static void assertLoadsAll(Testbed bed, String url) throws Exception {
        assertThat(dom(bed, url)).contains("<title>loaded " + Origin.RESOURCES + "</title>");
        assertThat(targets(bed))
                .contains("/page/")
                .filteredOn(target -> target.endsWith(".js"))
                .hasSize(Origin.RESOURCES)
                .doesNotHaveDuplicates();
        assertThat(bed.records().stream().mapToLong(ChromiumIT::bytesToClient).sum())
                .isGreaterThan((long) Origin.RESOURCES * Origin.RESOURCE_SIZE);
    }

    private static List<String> targets(Testbed bed) {
        return bed.origin.received().stream().map(Origin.Received::target).toList();
    }

    private static long bytesToClient(String line) {
        return BYTES_TO_CLIENT
                .matcher(line)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aPageIsLoadedWithAllItsResources() throws Exception {
            assertLoadsAll(bed, bed.origin.https("/page/"));
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aPageIsLoadedWithAllItsResources() throws Exception {
            assertLoadsAll(bed, bed.origin.http("/page/"));
        }
    }

    @Nested
    class Secure {
        @RegisterExtension
        static final Testbed bed = Testbed.secure();

        @Test
        void aPlainPageIsLoadedWithAllItsResources() throws Exception {
            assertLoadsAll(bed, bed.origin.http("/page/"));
        }

        @Test
        void aPageIsLoadedWithAllItsResourcesByTlsInTls() throws Exception {
            assertLoadsAll(bed, bed.origin.https("/page/"));
        }
    }
}
