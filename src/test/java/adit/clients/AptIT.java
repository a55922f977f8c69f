package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** apt, which sends the next requests before it has the answers to the first. */
class AptIT {
    private static final int PACKAGES = 30;
    private static final int PACKAGE_SIZE = 100_000;

    private static Program apt(Testbed bed, String... arguments) {
        return bed.program("apt-get", "-q", "-o", "APT::Sandbox::User=", "-o", "Dir::Etc=" + bed.path("etc"))
                .and("-o", "Dir::State=" + bed.path("state"), "-o", "Dir::Cache=" + bed.path("cache"))
                .and("-o", "Acquire::http::Proxy=" + bed.proxy(), "-o", "Acquire::https::Proxy=" + bed.proxy())
                .and("-o", "Acquire::https::CAInfo=" + bed.authority(), "-o", "Acquire::Retries=0")
                .and("-o", "APT::Update::Error-Mode=any")
                .and(arguments);
    }

    /** Makes a flat repository, reads its index, and downloads all of its packages. */
    private static void assertUpdatesAndDownloads(Testbed bed, String url) throws Exception {
        List<String> names = makeRepository(bed);
        Files.createDirectories(bed.path("etc"));
        Files.createDirectories(bed.path("state/lists/partial"));
        Files.createDirectories(bed.path("cache/archives/partial"));
        Files.writeString(bed.path("etc/sources.list"), "deb [trusted=yes] " + url + " ./\n");
        apt(bed, "update").run().success();
        apt(bed, "download").and(names.toArray(String[]::new)).run().success();
        for (String name : names) {
            Path downloaded = bed.path(name + "_1_all.deb");
            assertThat(Files.mismatch(bed.origin.files.resolve(name + ".deb"), downloaded))
                    .isEqualTo(-1);
        }
    }

    private static List<String> makeRepository(Testbed bed) throws IOException, GeneralSecurityException {
        List<String> names = new ArrayList<>();
        StringBuilder index = new StringBuilder();
        for (int i = 0; i < PACKAGES; i++) {
            String name = "package-" + i;
            names.add(name);
            Path file = bed.file(name + ".deb", PACKAGE_SIZE + i);
            index.append("Package: " + name
                            + "\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: none\n")
                    .append("Filename: ./" + name + ".deb\nSize: " + Files.size(file))
                    .append("\nSHA256: " + sha256(file) + "\n\n");
        }
        Path packages = Files.writeString(bed.origin.files.resolve("Packages"), index);
        Files.writeString(
                bed.origin.files.resolve("Release"),
                "Suite: test\nSHA256:\n " + sha256(packages) + " " + Files.size(packages) + " Packages\n");
        return names;
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aRepositoryIsReadAndItsPackagesAreDownloaded() throws Exception {
            assertUpdatesAndDownloads(bed, bed.origin.https("/files/"));
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        @Test
        void aRepositoryIsReadAndItsPackagesAreDownloaded() throws Exception {
            assertUpdatesAndDownloads(bed, bed.origin.http("/files/"));
        }
    }
}
