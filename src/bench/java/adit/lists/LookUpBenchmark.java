package adit.lists;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A name of five labels looked up, with all names above it, among a million; another one each time. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LookUpBenchmark {
    private static final int ASKED = 1 << 16;

    private final String[] hits = new String[ASKED];
    private final String[] misses = new String[ASKED];
    private NameSet names;
    private int next;

    @Setup
    public void build() {
        NameSet.Builder builder = new NameSet.Builder(false);
        for (int i = 0; i < MillionNames.COUNT; i++) {
            builder.add(MillionNames.name(i), NameSet.TREE, i + 1);
        }
        names = builder.build();
        for (int i = 0; i < ASKED; i++) {
            hits[i] = "a.b." + MillionNames.name((int) (i * 7919L % MillionNames.COUNT));
            misses[i] = "a.b.not" + MillionNames.name(i);
        }
    }

    @Benchmark
    public int hit() {
        return names.find(hits[next++ & (ASKED - 1)]);
    }

    @Benchmark
    public int miss() {
        return names.find(misses[next++ & (ASKED - 1)]);
    }
}
