package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.admin.PacFile;
import adit.policy.HostPattern;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that browsers choose a proxy by, run by a JavaScript engine that has none of a browser's own functions. */
class PacIT {
    private static final String PROXIES = "PROXY proxy.example:8080; HTTPS proxy.example:8443";

    @TempDir
    private Path folder;

    @Test
    void aBrowserIsSentToTheProxyExceptForWhatItReachesDirectly() throws Exception {
        List<HostPattern> direct = Stream.of("localhost", "192.0.2.1", "2001:db8::1", "*.corp.example")
                .map(HostPattern::parse)
                .toList();
        String script = new PacFile(List.of(PROXIES.split("; ")), direct).text();
        List<String> hosts = List.of(
                "localhost",
                "LocalHost.",
                "192.0.2.1",
                "2001:db8::1",
                "[2001:db8::1]",
                "a.corp.example",
                "A.B.Corp.Example",
                "corp.example",
                "xcorp.example",
                "localhost.example",
                "192.0.2.10",
                "2001:db8::10",
                "",
                ".corp.example");
        String calls = "\nJSON.parse('" + String.join("", "[\"", String.join("\",\"", hosts), "\"]")
                + "').forEach(h => console.log(FindProxyForURL('https://' + h + '/', h)));\n";

        String answers = new Program(folder, "node").input(script + calls).run().success();

        assertThat(answers.lines().limit(7)).containsOnly("DIRECT");
        assertThat(answers.lines().skip(7)).hasSize(hosts.size() - 7).containsOnly(PROXIES);
    }
}
