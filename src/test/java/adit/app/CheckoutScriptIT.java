package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script in a source checkout; a stand-in for Maven "builds" the distribution that this build made. As Maven does, it
 * leaves one alone that is there already and would stay the same.
 */
class CheckoutScriptIT {
    @TempDir
    Path scratch;

    private Installation checkout;

    @BeforeEach
    void makeACheckout() throws Exception {
        checkout = Installation.unpack(scratch);
        Files.createDirectories(checkout.home.resolve("src/main"));
        Files.createDirectories(checkout.home.resolve("src/assembly"));
        Files.writeString(checkout.home.resolve("pom.xml"), "<project/>");
        Path tools = Files.createDirectory(scratch.resolve("tools"));
        maven(tools, "echo built >>builds; mkdir -p target; cp -n -- '" + Installation.distribution() + "' target/");
        checkout.environment.merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    }

    private static void maven(Path tools, String commands) throws IOException {
        Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatIsMissingIsBuiltOnce() throws Exception {
        Result first = checkout.tunnel("version");
        assertThat(first.output()).startsWith("building Adit").contains("\nAdit ");
        assertThat(first.code()).isZero();
        assertThat(checkout.tunnel("version").output()).startsWith("Adit ");
        assertThat(checkout.home.resolve("builds")).content().isEqualTo("built\n");
    }

    @Test
    void whatIsOlderThanTheSourcesIsBuiltAgain() throws Exception {
        checkout.tunnel("version");
        // Set back, as the stand-in's copy can be no newer than now.
        FileTime past = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(
                checkout.home
                        .resolve("target")
                        .resolve(Installation.distribution().getFileName()),
                past);
        assertThat(checkout.tunnel("version").output()).startsWith("building Adit");
        assertThat(checkout.tunnel("version").output()).startsWith("Adit ");
        assertThat(checkout.home.resolve("builds")).content().isEqualTo("built\nbuilt\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADIT_HOME", "ADIT_BASE"})
    void theLocalSettingsMayNotMoveTheDirectories(String variable) throws Exception {
        Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        Path precious = Files.createFile(elsewhere.resolve("precious"));
        Path settings = Files.writeString(checkout.home.resolve("bin/setenv.sh"), variable + "='" + elsewhere + "'\n");
        assertThat(checkout.tunnel("start"))
                .isEqualTo(new Result(
                        2, settings + " changes ADIT_HOME or ADIT_BASE: set them in the environment instead\n"));
        assertThat(precious).exists();
    }

    @Test
    void aFailedBuildSaysWhy() throws Exception {
        maven(scratch.resolve("tools"), "echo '[INFO] so far'; echo '[ERROR] a semicolon is missing'; exit 1");
        Result start = checkout.tunnel("start");
        assertThat(start.output()).contains("[ERROR] a semicolon is missing\nthe build failed: see ");
        assertThat(start.output()).doesNotContain("so far");
        assertThat(start.code()).isEqualTo(5);
    }
}
