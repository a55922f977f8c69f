package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.clients.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** curl, set to use the proxy of a test bed. */
record Curl(Testbed bed) {
    Result run(String... arguments) throws Exception {
        return program().and(arguments).run();
    }

    private Program program() {
        return bed.program("curl", "-sS", "-x", bed.proxy())
                .and("--cacert", bed.authority(), "--proxy-cacert", bed.authority());
    }

    String get(String... arguments) throws Exception {
        return run(arguments).success();
    }

    /** Downloads what is the large file of the origin, and compares it. */
    void assertDownloads(String url, String... options) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = Files.createTempFile(sent.getParent(), "downloaded", "");
        program().and("-o", got.toString(), url).and(options).run().success();
        assertSame(sent, got);
    }

    /** Uploads the large file to the origin at the URL of its root, and compares it. */
    void assertUploads(String root, String... options) throws Exception {
        Path sent = bed.file("large", Testbed.LARGE);
        Path got = sent.resolveSibling("uploaded");
        program()
                .and("-f", "-T", sent.toString(), root + "/files/uploaded")
                .and(options)
                .run()
                .success();
        assertSame(sent, got);
    }

    private static void assertSame(Path sent, Path got) throws IOException {
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
        Files.delete(got);
    }
}
