package adit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.app.Installation.Result;
import adit.app.Installation.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an instance, from {@code start} to {@code stop}, with the packaged distribution. */
class TunnelScriptIT {
    private static final String[] START = {"start", "--bind", "127.0.0.1:0"};

    @TempDir
    Path scratch;

    private Installation installation;

    @BeforeEach
    void unpack() throws Exception {
        installation = Installation.unpack(scratch);
        installation.environment.put("ADIT_START_TIMEOUT", "30");
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        installation.environment.put("ADIT_STOP_TIMEOUT", "5");
        Result stop = installation.tunnel("stop");
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(installation.home.toString()))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
        assertThat(stop.code()).as(stop.output()).isZero();
    }

    @Test
    void anInstanceIsStartedAskedAfterAndStopped() throws Exception {
        Result start = installation.tunnel(START);
        assertThat(start.output())
                .contains("Adit runs: pid " + installation.pid())
                .contains("configuration: " + installation.home.resolve("conf/adit.yaml"))
                .contains("log: " + installation.home.resolve("logs/adit.log"))
                .contains("try: curl -x http://127.0.0.1:" + start.port() + " https://example.com/");
        assertThat(start.code()).isZero();
        new Socket(InetAddress.getLoopbackAddress(), start.port()).close();

        Result status = installation.tunnel("status");
        assertThat(status.code()).isZero();
        assertThat(status.port()).isEqualTo(start.port());
        assertThat(status.output()).contains("pid " + installation.pid() + ", up 0 d 0 h 0 min ");

        assertThat(installation.tunnel("stop").output()).contains("Adit stopped: pid ");
        assertThat(installation.tunnel("status")).isEqualTo(new Result(3, "Adit is not running\n"));
        try (Stream<Path> left = Files.list(installation.home.resolve("run"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("adit.lock");
        }
        assertThat(installation.home.resolve("logs/gc.log")).isNotEmptyFile();
        assertThat(installation.home.resolve("logs/adit.log")).content().endsWith("- stopped\n");
    }

    @Test
    void theManualIsThere() throws Exception {
        assertThat(installation.home.resolve("README.md")).isRegularFile();
        assertThat(names(installation.home.resolve("docs"))).isEqualTo(names(Path.of("docs")));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void stoppingWhatIsStoppedSucceeds() throws Exception {
        assertThat(installation.tunnel("stop")).isEqualTo(new Result(0, "Adit is not running\n"));
    }

    @Test
    void aSecondStartFindsTheFirst() throws Exception {
        int port = installation.tunnel(START).port();
        Result second = installation.tunnel(START);
        assertThat(second.output()).startsWith("Adit runs already: pid " + installation.pid());
        assertThat(second.port()).isEqualTo(port);
        assertThat(second.code()).isZero();
    }

    @Test
    void ofTwoStartsAtOnceOneStarts() throws Exception {
        Running one = installation.launch(START);
        Running other = installation.launch(START);
        assertThat(Stream.of(one.await().output(), other.await().output()).map(text -> text.split(":", 2)[0]))
                .containsExactlyInAnyOrder("Adit runs", "Adit runs already");
    }

    @Test
    void aTakenPortIsNamedWithItsHolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Result start = installation.tunnel("start", "--bind", address);
            assertThat(start)
                    .isEqualTo(new Result(
                            1,
                            "Adit did not start:\nlistener main: " + address + " is in use by pid "
                                    + ProcessHandle.current().pid() + " (java)\n"));
            assertThat(installation.tunnel("status").code()).isEqualTo(3);
        }
    }

    @Test
    void aBadConfigurationIsNamedWithFileAndLine() throws Exception {
        Path file = Files.writeString(scratch.resolve("bad file.yaml"), "limits:\n  head_size: [16kb\nlisteners: 1\n");
        for (String command : List.of("start", "configtest")) {
            Result result = installation.tunnel(command, "--config", file.toString());
            assertThat(result.output()).containsPattern("bad file\\.yaml:[23]").doesNotContain("\tat ");
            assertThat(result.code()).isEqualTo(6);
        }
    }

    @Test
    void aGoodConfigurationIsCalledOk() throws Exception {
        Result result = installation.tunnel("configtest");
        assertThat(result.output()).startsWith("configuration ok: ");
        assertThat(result.code()).isZero();
    }

    @Test
    void aPropertyOfTheServerIsKnownToTheTestOfItsConfiguration() throws Exception {
        Path file = Files.writeString(scratch.resolve("adit.yaml"), "shutdown: {drain_timeout: \"${sys:my.drain}\"}\n");
        String[] test = {"configtest", "--config", file.toString()};
        assertThat(installation.tunnel(test).code()).isEqualTo(6);
        installation.environment.put("ADIT_OPTS", "-Xmx32m -Dmy.drain=1s");
        assertThat(installation.tunnel(test).output()).startsWith("configuration ok: ");
    }

    @Test
    void thePidFileOfADeadProcessIsStale() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor()).isZero();
        assertStale(dead.pid() + " 12345\n");
    }

    @Test
    void aReusedPidIsRecognisedByTheTimeOfItsStart() throws Exception {
        assertStale(ProcessHandle.current().pid() + " 1\n");
    }

    @Test
    void anotherProgramIsRecognisedByItsCommandLine() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String began = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21)[19];
        assertStale(ProcessHandle.current().pid() + " " + began + "\n");
    }

    private void assertStale(String content) throws Exception {
        Files.writeString(installation.pidFile(), content);
        assertThat(installation.tunnel("status").code()).isEqualTo(1);
        assertThat(installation.tunnel(START).output()).startsWith("Adit runs: pid ");
    }

    @Test
    void aRunSaysWhereItListensAndEndsWithZeroOnSigterm() throws Exception {
        Running run = installation.launch("run", "--bind", "127.0.0.1:0", "http");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(run.output()).contains("listening: "));
        int port = new Result(0, Files.readString(run.output())).port();
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        run.process().destroy();
        assertThat(run.await().code()).isZero();
        assertThat(installation.home.resolve("logs/adit.log")).content().contains("SIGTERM", "- stopped");
    }

    @Test
    void theScriptMayBeCalledThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(scratch.resolve("a link"), installation.script());
        Result version = installation.execute(link.toString(), "version");
        assertThat(version.output()).startsWith("Adit ").doesNotContain("development");
        assertThat(version.code()).isZero();
    }

    @Test
    void anInstanceMayLiveApartFromTheProgram() throws Exception {
        Path base = scratch.resolve("instance");
        installation.environment.put("ADIT_BASE", base.toString());
        installation.tunnel(START);
        assertThat(base.resolve("run/adit.pid")).exists();
        assertThat(base.resolve("logs/adit.log")).isNotEmptyFile();
        assertThat(installation.tunnel("stop").output()).startsWith("Adit stopped");
        assertThat(installation.home.resolve("logs")).isEmptyDirectory();
    }

    @Test
    void aRestartKeepsTheOptionsOfTheRunningOne() throws Exception {
        installation.tunnel("start", "--bind", "127.0.0.1:0", "tcp", "--destination", "127.0.0.1:5432");
        long before = installation.pid();
        Result restart = installation.tunnel("restart");
        assertThat(restart.output())
                .contains(
                        "Adit stopped: pid " + before, "(tcp)", "warning: listener main leads nowhere: 127.0.0.1 is ");
        assertThat(installation.pid()).isNotEqualTo(before);
        assertThat(restart.code()).isZero();
    }

    @Test
    void aReaderThatGoesAwayStopsNothing() throws Exception {
        assertThat(unread("start --bind 127.0.0.1:0")).isZero();
        long first = installation.pid();
        assertThat(unread("restart")).isZero();
        long second = installation.pid();
        assertThat(unread("upgrade")).isZero();
        assertThat(List.of(first, second)).doesNotContain(installation.pid()).doesNotHaveDuplicates();
        assertThat(installation.tunnel("status").code()).isZero();
        assertThat(installation.tunnel("reload").output()).startsWith("generation 2 in force");
        assertThat(unread("stop")).isZero();
        assertThat(installation.tunnel("status").code()).isEqualTo(3);
    }

    /** The exit code of the script where nobody reads what it prints. */
    private int unread(String arguments) throws IOException, InterruptedException {
        return installation
                .execute(
                        "bash",
                        "-c",
                        "\"$0\" " + arguments + " 2>&1 | true; exit \"${PIPESTATUS[0]}\"",
                        installation.script().toString())
                .code();
    }

    @Test
    void aTerminalThatIsLostDoesNotEndARestart() throws Exception {
        installation.tunnel(START);
        long before = installation.pid();
        Running restart = installation.launch("restart");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(restart.output()).contains("Adit stopped"));
        installation.execute("kill", "-HUP", Long.toString(restart.process().pid()));
        assertThat(restart.await().output()).contains("Adit runs: pid ");
        assertThat(installation.pid()).isNotEqualTo(before);
        assertThat(installation.tunnel("reload").output()).startsWith("generation 2 in force");
    }

    @Test
    void aRestartThatCouldNotStartLeavesTheRunningOneAlone() throws Exception {
        installation.tunnel(START);
        long before = installation.pid();
        Result restart = installation.tunnel("restart", "--config", "missing.yaml");
        assertThat(restart.output()).contains("missing.yaml");
        assertThat(restart.code()).isEqualTo(6);
        assertThat(installation.tunnel("status").output()).contains("pid " + before);
    }

    @Test
    void aReloadTellsWhatCameOfItAndABadOneChangesNothing() throws Exception {
        Path file = Files.writeString(scratch.resolve("adit.yaml"), "shutdown: {drain_timeout: 1s}\n");
        installation.tunnel("start", "--bind", "127.0.0.1:0", "--config", file.toString());
        long before = installation.pid();
        Files.writeString(file, "shutdown: {drain_timeout: 2s}\n");
        assertThat(installation.tunnel("reload"))
                .isEqualTo(new Result(0, "generation 2 in force; changed: shutdown.drain_timeout\n"));
        assertThat(installation.tunnel("reload", "--live"))
                .isEqualTo(
                        new Result(
                                0,
                                "generation 3 in force; nothing changed\nLive tunnels that go by the relay policy in force: 0\n"));
        assertThat(installation.tunnel("reload", "--life").code()).isEqualTo(2);
        Files.writeString(file, "shutdown: {drain_timeout: 2}\n");
        Result bad = installation.tunnel("reload");
        assertThat(bad.output())
                .startsWith(
                        "refused; generation 3 stays in force:\n" + file + ":1:27: shutdown.drain_timeout: found '2'");
        assertThat(bad.code()).isEqualTo(6);
        assertThat(installation.pid()).isEqualTo(before);
        assertThat(installation.home.resolve("logs/adit.log"))
                .content()
                .contains("INFO  [SIGHUP handler] a.a.ServerProcess - SIGHUP: generation 2 in force")
                .contains("WARN  [SIGHUP handler] a.a.ServerProcess - SIGHUP: refused; generation 3 stays");
    }

    @Test
    void whatIsStoppedCannotReload() throws Exception {
        assertThat(installation.tunnel("reload")).isEqualTo(new Result(7, "Adit is not running\n"));
    }

    @Test
    void whatDoesNotStopIsKilledWhenTheTimeIsOver() throws Exception {
        installation.tunnel(START);
        installation.execute("kill", "-STOP", Long.toString(installation.pid()));
        installation.environment.put("ADIT_STOP_TIMEOUT", "1");
        Result stop = installation.tunnel("stop");
        assertThat(stop.output()).contains("still running after 1 s: killing pid");
        assertThat(stop.code()).isZero();
        assertThat(installation.tunnel("status").code()).isEqualTo(3);
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        Path old = Files.createDirectories(scratch.resolve("jdk-11"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.createDirectory(old.resolve("bin"));
        assertThat(Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        installation.environment.put("JAVA_HOME", old.toString());
        assertThat(installation.tunnel(START))
                .isEqualTo(new Result(5, "Java 17 or newer needed, found 11 at " + old + "\n"));
    }

    @Test
    void tooFewDescriptorsAreRefusedAndFewDeserveAWarning() throws Exception {
        assertThat(startWithFiles(200).code()).isEqualTo(1);
        assertThat(startWithFiles(1000).output())
                .startsWith("warning: ulimit -n is 1000;")
                .contains("Adit runs: pid ");
    }

    private Result startWithFiles(int limit) throws IOException, InterruptedException {
        return installation.execute(
                "bash",
                "-c",
                "ulimit -n " + limit + "; exec \"$0\" start --bind 127.0.0.1:0",
                installation.script().toString());
    }

    @Test
    void aLogDirectoryThatCannotBeIsRefused() throws Exception {
        Files.delete(installation.home.resolve("logs"));
        Files.createFile(installation.home.resolve("logs"));
        Result start = installation.tunnel(START);
        assertThat(start.output()).isEqualTo("cannot create the directory " + installation.home.resolve("logs") + "\n");
        assertThat(start.code()).isEqualTo(4);
    }

    @Test
    void theLocalSettingsReachTheServer() throws Exception {
        Files.writeString(
                installation.home.resolve("bin/setenv.sh"), "JAVA_OPTS=\"$JAVA_OPTS -XX:+UseParallelGC -Xmx32m\"\n");
        installation.tunnel(START);
        assertThat(installation.home.resolve("logs/gc.log")).content().contains("Using Parallel");
    }

    @Test
    void modeHttpsNeedsItsKeyStore() throws Exception {
        Path missing = installation.home.resolve("none.p12");
        Result start = installation.tunnel("start", "https", "--pk", missing.toString());
        assertThat(start)
                .isEqualTo(new Result(
                        6,
                        "Adit did not start:\ncommand line: listeners[0].tls.keystore: '" + missing
                                + "' does not exist\n"));
    }

    @Test
    void anUnknownCommandIsAUsageError() throws Exception {
        assertThat(installation.tunnel("begin").code()).isEqualTo(2);
    }
}
