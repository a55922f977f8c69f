package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Git, cloning from and pushing to its own server program. */
class GitIT {
    /** More than Git sends at once: it pushes that much with chunked coding. */
    private static final int BLOB = 8 << 20;

    private static String git(Testbed bed, String... arguments) throws Exception {
        return bed.program("git", "-c", "http.proxy=" + bed.proxy(), "-c", "http.sslCAInfo=" + bed.authority())
                .and("-c", "http.proxySSLCAInfo=" + bed.authority())
                .and("-c", "user.name=Tester", "-c", "user.email=tester@localhost", "-c", "init.defaultBranch=main")
                .and(arguments)
                .run()
                .success();
    }

    /** Pushes a file to a new repository, and clones it. */
    private static void assertPushedAndCloned(Testbed bed, String root) throws Exception {
        String ours = bed.path("ours").toString();
        String url = root + "/git/repository";
        git(bed, "init", "-q", "--bare", bed.origin.files.resolve("repository").toString());
        git(bed, "init", "-q", ours);
        Path file = bed.file("blob", BLOB);
        Files.copy(file, bed.path("ours/blob"));
        git(bed, "-C", ours, "add", "blob");
        git(bed, "-C", ours, "commit", "-q", "-m", "Add a file");
        git(bed, "-C", ours, "push", "-q", url, "main");
        git(bed, "clone", "-q", url, bed.path("theirs").toString());
        assertThat(Files.mismatch(file, bed.path("theirs/blob"))).isEqualTo(-1);
        assertThat(bed.origin.received())
                .anyMatch(request -> "chunked".equals(request.fields().getFirst("Transfer-Encoding")));
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aRepositoryIsPushedAndCloned() throws Exception {
            assertPushedAndCloned(bed, bed.origin.https(""));
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aRepositoryIsPushedAndCloned() throws Exception {
            assertPushedAndCloned(bed, bed.origin.http(""));
        }
    }

    @Nested
    class Secure {
        @RegisterExtension
        static final Testbed bed = Testbed.secure();

        @Test
        void aRepositoryIsPushedAndCloned() throws Exception {
            assertPushedAndCloned(bed, bed.origin.https(""));
        }
    }
}
