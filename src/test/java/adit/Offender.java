package adit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;
import org.apache.mina.core.session.IoSession;

/** Does all that a package has to leave to another, so that the rules can be seen to find it. Never run. */
abstract class Offender {
    static final int CLOCKS = 6;
    static final int THREADS = 7;
    static final int CONSOLES = 2;

    abstract void mina(IoSession session);

    abstract void jmx(ObjectName name);

    abstract void flight(FlightRecorder recorder);

    abstract void logging(Logger logger);

    @SuppressWarnings("JavaUtilDate") // an offence by intent
    List<Object> clocks() {
        LongSupplier reference = System::nanoTime;
        return List.of(
                reference, System.currentTimeMillis(), Instant.now(), LocalDate.now(Clock.systemUTC()), new Date());
    }

    List<Object> threads(Runnable task) {
        return List.of(
                new Thread(task),
                new Timer(),
                Executors.newCachedThreadPool(),
                new ForkJoinPool(),
                ForkJoinPool.commonPool(),
                CompletableFuture.runAsync(task),
                CompletableFuture.runAsync(task, Runnable::run),
                List.of(task).parallelStream());
    }

    void console() {
        System.out.println();
        System.err.println();
    }
}
