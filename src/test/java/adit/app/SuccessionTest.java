package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessionTest {
    @TempDir
    Path run;

    private Succession after(ProcessHandle predecessor) {
        return new Succession(Optional.of(run.resolve("adit.1.ready")), Optional.of(predecessor));
    }

    @Test
    void whatOnlyOneProcessCanDoIsDoneOnceThePredecessorHasGivenItUp() throws Exception {
        Process predecessor = new ProcessBuilder("sleep", "60").start();
        try {
            List<String> done = new CopyOnWriteArrayList<>();
            Succession succession = after(predecessor.toHandle());
            succession.whenAlone(() -> {
                throw new IllegalStateException("a test's failure to take over");
            });
            succession.whenAlone(() -> done.add("taken"));
            Path ready = run.resolve("adit." + predecessor.pid() + ".ready");
            Files.writeString(ready, "pid 1\ncancelled 0\n");
            succession.follow(task -> new Thread(task).start());
            await().during(Duration.ofMillis(200)).until(done::isEmpty);
            Files.writeString(ready, "pid 1\nreleased\ncancelled 0\n");
            await().until(() -> done.equals(List.of("taken")));
        } finally {
            predecessor.destroyForcibly();
        }
    }

    @Test
    void aPredecessorThatIsGoneHoldsNothing() throws Exception {
        Process predecessor = new ProcessBuilder("sleep", "60").start();
        List<String> done = new ArrayList<>();
        Succession succession = after(predecessor.toHandle());
        succession.whenAlone(() -> done.add("taken"));
        predecessor.destroyForcibly().waitFor();
        succession.follow(Runnable::run);
        assertThat(done).containsExactly("taken");
    }

    @Test
    void withoutAPredecessorAllIsDoneAtOnceAndNothingIsShared() throws Exception {
        List<String> done = new ArrayList<>();
        Succession.none().whenAlone(() -> done.add("taken"));
        assertThat(done).containsExactly("taken");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Succession.none().mayShare((InetSocketAddress) socket.getLocalSocketAddress()))
                    .isFalse();
        }
    }

    @Test
    void whatIsGivenUpIsGivenUpInOrderAlsoWhereAPartFails() {
        List<String> done = new ArrayList<>();
        Succession succession = Succession.none();
        succession.onHandOver(() -> done.add("one"));
        succession.onHandOver(() -> {
            throw new IllegalStateException("a test's failure to give up");
        });
        succession.onHandOver(() -> done.add("two"));
        succession.handOver();
        assertThat(done).containsExactly("one", "two");
    }

    @Test
    void anAddressIsSharedWithThePredecessorAlone() throws Exception {
        Succession afterThis = after(ProcessHandle.current());
        Process other = new ProcessBuilder("sleep", "60").start();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) socket.getLocalSocketAddress();
            assertThat(afterThis.mayShare(address)).isTrue();
            assertThat(afterThis.mayShare(new InetSocketAddress(address.getPort())))
                    .isTrue();
            assertThat(afterThis.mayShare(at("127.0.0.9", address))).isFalse();
            assertThat(after(other.toHandle()).mayShare(address)).isFalse();
            try (ServerSocket apart = new ServerSocket()) {
                apart.bind(at("::1", address));
                assertThat(afterThis.mayShare(at("::1", address))).isTrue();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    private static InetSocketAddress at(String host, InetSocketAddress port) {
        return new InetSocketAddress(IpAddress.parse(host).orElseThrow(), port.getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "-5 1", "999999999 12345"})
    void aPidFileThatNamesNoProcessThatLivesReplacesNobody(String content) throws Exception {
        Files.writeString(run.resolve("adit.pid"), content);
        assertThat(after(ProcessHandle.current()).isReplaced()).isFalse();
    }

    @Test
    void onlyAnotherProcessInThePidFileReplacesThisOne() throws Exception {
        Succession succession = after(ProcessHandle.current());
        assertThat(succession.isReplaced()).isFalse();
        Files.writeString(run.resolve("adit.pid"), ProcessHandle.current().pid() + " 1\n");
        assertThat(succession.isReplaced()).isFalse();
        Files.writeString(
                run.resolve("adit.pid"),
                ProcessHandle.current().parent().orElseThrow().pid() + " 1\n");
        assertThat(succession.isReplaced()).isTrue();
    }
}
