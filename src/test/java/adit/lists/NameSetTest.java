package adit.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameSetTest {
    private static final int MILLION = 1_000_000;
    private static final long MOST_BYTES = 25_000_000;
    private static final int ROUNDS = 20_000;

    @Test
    void aMillionNamesAreAllFoundAndTakeLessThanTwentyFiveMegabytes() {
        NameSet.Builder names = new NameSet.Builder(false);
        for (int i = 1; i <= MILLION; i++) {
            names.add(name(i), NameSet.ITSELF, i);
        }
        NameSet set = names.build();

        assertThat(set.size()).isEqualTo(MILLION);
        assertThat(set.bytes()).isLessThan(MOST_BYTES);
        for (int i = 1; i <= MILLION; i++) {
            if (set.find(name(i)) != i) {
                throw new AssertionError(name(i));
            }
        }
        assertThat(set.find(name(0))).isZero();
        assertThat(set.find(name(MILLION + 1))).isZero();
    }

    @Test
    void aLookUpAllocatesNothing() {
        NameSet.Builder names = new NameSet.Builder(false);
        names.add("ads.example", NameSet.TREE, 7);
        NameSet set = names.build();

        assertThat(bytesAllocatedBy(() -> {
                    if (set.find("a.b.c.ads.example") != 7 || set.find("a.b.c.d.example") != 0) {
                        throw new AssertionError("wrong answer");
                    }
                }))
                .isZero();
    }

    @Test
    void nothingIsFoundInAnEmptySet() {
        assertThat(NameSet.EMPTY.size()).isZero();
        assertThat(NameSet.EMPTY.find("ads.example")).isZero();
        assertThat(NameSet.EMPTY.find("")).isZero();
    }

    @Test
    void whatIsSaidTwiceCountsOnceAndOfTheFirstLine() {
        NameSet.Builder names = new NameSet.Builder(false);
        names.add("ads.example", NameSet.ITSELF, 3);
        names.add("ads.example", NameSet.ITSELF, 4);
        names.add("ads.example", NameSet.BELOW, 5);
        NameSet set = names.build();

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.find("ads.example")).isEqualTo(3);
        assertThat(set.find("x.ads.example")).isEqualTo(5);
    }

    @Test
    void linesBeyondTheLastNumberHaveThat() {
        NameSet.Builder names = new NameSet.Builder(false);
        names.add("ads.example", NameSet.TREE, Integer.MAX_VALUE);

        assertThat(names.build().find("ads.example")).isEqualTo(NameSet.LAST_LINE);
    }

    @Test
    void itAnswersAsAPlainModelDoes() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Map<String, Integer> itself = new HashMap<>();
            Map<String, Integer> below = new HashMap<>();
            NameSet.Builder names = new NameSet.Builder(random.nextBoolean());
            for (int line = 1; line <= random.nextInt(300); line++) {
                String name = randomName(random);
                boolean suffix = random.nextBoolean();
                names.add(name, suffix ? NameSet.BELOW : NameSet.ITSELF, line);
                (suffix ? below : itself).putIfAbsent(name, line);
            }
            NameSet set = names.build();
            assertThat(set.size()).isEqualTo(itself.size() + below.size());
            for (int i = 0; i < 300; i++) {
                String name = randomName(random);
                assertThat(set.find(name)).as(name).isEqualTo(model(name, itself, below));
            }
        }
    }

    private static int model(String name, Map<String, Integer> itself, Map<String, Integer> below) {
        Integer line = itself.get(name);
        for (int dot = name.indexOf('.'); line == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            line = below.get(name.substring(dot + 1));
        }
        return line == null ? 0 : line;
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder().append((char) ('a' + random.nextInt(3)));
        for (int labels = random.nextInt(4); labels > 0; labels--) {
            name.append('.').append((char) ('a' + random.nextInt(3)));
        }
        return name.toString();
    }

    private static String name(int i) {
        return "host" + i + ".example" + i % 1000 + ".test";
    }

    private static long bytesAllocatedBy(Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(step);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(step);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return allocated < ROUNDS ? 0 : allocated; // less than a byte a round is the measurement's own
    }

    private static void run(Runnable step) {
        for (int i = 0; i < ROUNDS; i++) {
            step.run();
        }
    }
}
