package adit.clients;

import java.io.IOException;
import java.net.URISyntaxException;

/** An origin that speaks HTTP/2 only, over TLS. */
final class Http2Origin implements AutoCloseable {
    private final Process process;
    private final int port;

    Http2Origin(Testbed bed) throws IOException, URISyntaxException {
        process = bed.program("node", bed.script("http2-origin.js"), bed.certificate(), bed.key())
                .start();
        port = Integer.parseInt(process.inputReader().readLine());
    }

    String url() {
        return "https://localhost:" + port + "/";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
