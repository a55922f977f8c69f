package adit.doctor;

import adit.config.ConfigurationException;
import adit.config.ConfigurationLoader;
import adit.config.Settings;
import adit.time.WallClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** Looks at everything once. Blocks, for as long as the slowest name server may take. */
public final class Doctor {
    private static final String JMX = "jdk.attach";
    private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLOCK_SOURCE = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    private final Machine machine;
    private final Path base;
    private final String pid;
    private final WallClock clock;

    /**
     * @param base the directory of the instance
     * @param pid of the instance that runs; empty for none
     */
    public Doctor(Machine machine, Path base, String pid, WallClock clock) {
        this.machine = machine;
        this.base = base;
        this.pid = pid;
        this.clock = clock;
    }

    /**
     * Tells of each finding when it is there.
     *
     * @param loader of what the instance goes by, or would
     */
    public void examine(ConfigurationLoader loader, Consumer<Finding> told) {
        told.accept(java());
        told.accept(time());
        new Instance(machine, base, pid).findings().forEach(told);
        try {
            Settings settings = loader.load();
            told.accept(Finding.ok(
                    "configuration", settings.file().map(Path::toString).orElse("built-in defaults")));
            Settings.Limits limits = settings.limits();
            new Kernel(machine, pid)
                    .findings(limits.maxConnections(), limits.work().parkedBytes())
                    .forEach(told);
            new Configured(settings).examine(clock.now(), !pid.isEmpty(), told);
        } catch (ConfigurationException e) {
            told.accept(Finding.fail("configuration", e.getMessage(), "correct it; tunnel.sh configtest looks again"));
        }
    }

    private static Finding java() {
        String text = Runtime.version() + " at " + System.getProperty("java.home");
        return ModuleLayer.boot().findModule(JMX).isPresent()
                ? Finding.ok("Java", text)
                : Finding.warn("Java", text + " has no module " + JMX, "set JAVA_HOME to a JDK to use tunnel.sh top");
    }

    private Finding time() {
        Instant now = clock.now();
        if (now.isBefore(BUILT_AFTER)) {
            return Finding.fail("clock", "it says " + now, "set it: certificates, quotas and rules depend on it");
        }
        return machine.read(CLOCK_SOURCE)
                .map(String::strip)
                .filter(source -> source.equals("hpet") || source.equals("acpi_pm") || source.equals("jiffies"))
                .map(slow -> Finding.warn(
                        "clock", "the kernel reads it from " + slow + ", which is slow", "boot with clocksource=tsc"))
                .orElseGet(() -> Finding.ok("clock", now.toString()));
    }
}
