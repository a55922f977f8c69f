package adit.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.TunnelRecord;
import adit.privacy.Parties;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.LoggingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private static final int LIMIT = 100;
    private static final TunnelRecord RECORD = Records.established(Parties.UNKNOWN, Records.CONNECT);

    private final AtomicLong now = new AtomicLong();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private volatile Runnable disk = () -> {};
    private volatile boolean wanted = true;
    private final AccessLog log =
            new AccessLog(() -> new AccessLogSettings(Preset.CLF, LIMIT), new LogFile(collector()), now::get);

    @AfterEach
    void close() {
        log.close();
    }

    /** A logger that keeps what it is given. */
    private Logger collector() {
        return (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == boolean.class) {
                        return wanted;
                    }
                    disk.run();
                    lines.add(arguments[0].toString());
                    return null;
                });
    }

    private void serve() {
        new Thread(log::write, "writer").start();
    }

    private void hand(int count) {
        IntStream.range(0, count).forEach(i -> log.accept(RECORD));
    }

    @Test
    void everyRecordIsWrittenByAnotherThread() {
        List<String> writers = new CopyOnWriteArrayList<>();
        disk = () -> writers.add(Thread.currentThread().getName());
        serve();
        hand(LIMIT);
        await().until(() -> log.writtenTotal() == LIMIT);
        assertThat(writers).hasSize(LIMIT).containsOnly("writer");
        assertThat(lines).allMatch(line -> line.endsWith("\"CONNECT - HTTP/1.1\" 200 3000000000"));
        assertThat(log.queued()).isZero();
        assertThat(log.droppedTotal()).isZero();
    }

    @Test
    void nothingIsLostByManyThreadsWhileThereIsRoom() throws Exception {
        serve();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> hand(5_000)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        await().until(() -> log.queued() == 0);
        assertThat(log.writtenTotal() + log.droppedTotal()).isEqualTo(20_000);
        assertThat(lines).hasSize((int) log.writtenTotal());
    }

    @Test
    void beyondTheBoundRecordsAreCountedAndNobodyWaits() {
        CountDownLatch stuck = new CountDownLatch(1);
        disk = () -> hold(stuck);
        serve();
        hand(LIMIT + 7);
        assertThat(log.queued()).isEqualTo(LIMIT);
        assertThat(log.droppedTotal()).isEqualTo(7);
        stuck.countDown();
        await().until(() -> log.writtenTotal() == LIMIT);
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBeginningAndTheEndOfALossAreToldOnce() {
        try (Warnings warnings = Warnings.open()) {
            hand(LIMIT + 3);
            serve();
            await().until(() -> log.writtenTotal() == LIMIT);
            assertThat(warnings.lines).singleElement().asString().startsWith("The access log drops records");
            now.addAndGet(TimeUnit.SECONDS.toNanos(2));
            await().until(() -> warnings.lines.size() == 2);
            assertThat(warnings.lines.get(1)).isEqualTo("The access log drops no more records; dropped: 3");
        }
    }

    @Test
    void whatCannotBeWrittenIsKeptAndTriedAgain() {
        try (Warnings warnings = Warnings.open()) {
            disk = () -> {
                throw new LoggingException("appender", new IOException("No space left on device"));
            };
            serve();
            hand(5);
            await().until(() -> !log.problem().isEmpty());
            assertThat(log.problem()).isEqualTo("java.io.IOException: No space left on device");
            assertThat(log.queued()).isEqualTo(5);
            disk = () -> {};
            await().until(() -> log.writtenTotal() == 5);
            assertThat(log.problem()).isEmpty();
            assertThat(lines).hasSize(1 + 5).startsWith("");
            await().until(() -> warnings.lines.size() == 2);
            assertThat(warnings.lines.get(0)).startsWith("The access log cannot be written");
            assertThat(warnings.lines.get(1)).isEqualTo("The access log is written again");
        }
    }

    @Test
    void atTheEndAllThatWaitsIsWritten() {
        hand(LIMIT);
        serve();
        log.close();
        assertThat(lines).hasSize(LIMIT);
        assertThat(log.writtenTotal()).isEqualTo(LIMIT);
    }

    @Test
    void atTheEndWhatCannotBeWrittenIsCounted() {
        disk = () -> {
            throw new LoggingException("full");
        };
        hand(9);
        serve();
        log.close();
        assertThat(log.droppedTotal()).isEqualTo(9);
        hand(1);
        assertThat(log.droppedTotal()).isEqualTo(10);
    }

    @Test
    void aLoggerThatIsOffCostsNothingAndDropsNothing() {
        wanted = false;
        hand(LIMIT + 1);
        assertThat(log.queued()).isZero();
        assertThat(log.droppedTotal()).isZero();
        serve();
    }
}
