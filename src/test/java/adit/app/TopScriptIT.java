package adit.app;

import static org.assertj.core.api.Assertions.assertThat;

import adit.app.Installation.Result;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tunnel.sh top} while a real tunnel lives, on a terminal and elsewhere. */
class TopScriptIT {
    @TempDir
    Path scratch;

    private Installation installation;
    private Tunnels tunnels;
    private int port;

    @BeforeEach
    void start() throws Exception {
        installation = Installation.unpack(scratch);
        tunnels = new Tunnels();
        Path file = Files.writeString(
                scratch.resolve("adit.yaml"),
                "policy: {allowed_ports: {connect: any}, allowed_addresses: [\"127.0.0.0/8\"]}\n");
        Result start = installation.tunnel("start", "--bind", "127.0.0.1:0", "--config", file.toString());
        assertThat(start.code()).as(start.output()).isZero();
        port = start.port();
    }

    @AfterEach
    void stop() throws Exception {
        tunnels.close();
        assertThat(installation.tunnel("stop").code()).isZero();
    }

    private String output(String... command) throws Exception {
        Result result = installation.tunnel(command);
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    /** What a terminal is shown where somebody presses these keys; script(1) gives it one. */
    private String shown(String keys) throws Exception {
        Result top = installation.execute(
                "bash",
                "-c",
                "printf '%b' \"$1\" | TERM=xterm script -qec \"'$0' top\" /dev/null",
                installation.script().toString(),
                keys);
        assertThat(top.code()).as(top.output()).isZero();
        return top.output();
    }

    @Test
    void itIsPrintedOnceWithoutATerminalAndOnOneItsKeysThrottleAndClose() throws Exception {
        try (Socket client = tunnels.tunnel(port)) {
            String printed = output("top");
            assertThat(printed).doesNotContain("\u001b").contains("1 live, ", "; sorted by -rate");
            assertThat(printed.lines().filter(line -> line.contains("RELAYING")))
                    .hasSize(1);

            assertThat(shown("t10kb\\rq")).contains("1 live, ", " is held to 10240 bytes a second.");
            assertThat(output("tunnels", "--json"))
                    .containsPattern("\"maxRateToClient\": ?10240\\b")
                    .containsPattern("\"maxRateToTarget\": ?10240\\b");

            assertThat(shown("cnq")).doesNotContain(" is told to close.");
            Tunnels.assertOpen(client);
            assertThat(shown("cyq")).contains("close tunnel ", " is told to close.");
            Tunnels.assertEnded(client);
        }
    }
}
