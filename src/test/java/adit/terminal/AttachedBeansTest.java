package adit.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands and another JVM, which they really attach to. */
class AttachedBeansTest {
    private Process server;

    private AttachedBeans start(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProbe.class.getName()));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = server.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
        return new AttachedBeans(Long.toString(server.pid()));
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void operationsAndAttributesOfAnotherProcessAreReached() throws Exception {
        AttachedBeans beans = start();
        assertThat(Execution.of(beans, "explain", "a.example:443", "--user", "alice", "--from", "192.0.2.7"))
                .isEqualTo(new Execution(10, "verdict: denied\ntarget: a.example:443 for alice at 192.0.2.7\n", ""));
        assertThat(Execution.of(beans, "policy", "rollback", "3"))
                .isEqualTo(new Execution(0, "version 3 in force\n", ""));
        assertThat(Execution.of(beans, "policy", "grants").out().lines())
                .containsExactly(
                        "ID   TARGET         USER   UNTIL  USES  REASON",
                        "g-1  a.example:443  alice  soon   2     audit");
    }

    @Test
    void aRefusalArrivesInTheWordsOfTheServer() throws Exception {
        assertThat(Execution.of(start(), "explain", "")).isEqualTo(new Execution(2, "", "'' is no host:port\n"));
    }

    @Test
    void anErrorInTheServerIsAFailure() throws Exception {
        Execution result = Execution.of(start(), "policy", "learn");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("internal error of the server, told in its log: ")
                .hasLineCount(1);
    }

    @Test
    void aServerWithoutTheBeanIsNamed() throws Exception {
        Execution result = Execution.of(start(), "policy", "lists");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("pid " + server.pid() + " shows no adit:type=BlockLists")
                .hasLineCount(1);
    }

    @Test
    void aServerThatLetsNobodyAttachIsNamed() throws Exception {
        Execution result = Execution.of(start("-XX:+DisableAttachMechanism"), "policy", "diff");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .startsWith("cannot attach to pid " + server.pid())
                .contains("-XX:+DisableAttachMechanism")
                .hasLineCount(1);
    }

    @Test
    void aServerThatHasEndedIsNamed() throws Exception {
        AttachedBeans beans = start();
        end();
        assertThat(Execution.of(beans, "policy", "diff"))
                .isEqualTo(new Execution(7, "", "pid " + server.pid() + " has ended\n"));
    }

    @Test
    void withoutAServerThereIsNobodyToAsk() {
        assertThat(Execution.of(new AttachedBeans(""), "policy", "diff"))
                .isEqualTo(new Execution(7, "", "Adit is not running\n"));
    }
}
