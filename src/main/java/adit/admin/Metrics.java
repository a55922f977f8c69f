package adit.admin;

import adit.management.Management;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/**
 * The figures of the model by the conventions of Prometheus, read when they are scraped. No label tells of a client, a user
 * or a target, and the values of each are bounded: by the configuration, or by an enumeration.
 */
final class Metrics {
    private static final List<Integer> PERCENTILES = List.of(50, 90, 99);

    /** What the library takes for none. */
    private static final long UNKNOWN_COUNT = -1;

    private final PrometheusRegistry registry;

    private Metrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** Those of the model, and those of the JVM. */
    static PrometheusRegistry of(Management.Model model, Health health) {
        PrometheusRegistry registry = new PrometheusRegistry();
        Metrics metrics = new Metrics(registry);
        TunnelMetrics.add(metrics, model);
        PolicyMetrics.add(metrics, model);
        DnsMetrics.add(metrics, model.dns());
        metrics.gauge("adit_ready", "Whether /readyz says so: 1, or 0 while the proxy drains or a listener is paused.")
                .number(() -> truth(health.obstacle().isEmpty()));
        metrics.gauge("adit_uptime_seconds", "Time since the start.")
                .number(() -> model.status().uptime().toMillis() / 1000.0);
        Info build = Info.builder()
                .name("adit_build_info")
                .help("The version of the program.")
                .labelNames("version")
                .register(registry);
        build.addLabelValues(model.status().version());
        IoMetrics.add(metrics, model.server());
        JvmMetrics.builder().register(registry);
        return registry;
    }

    /** Something that only grows; its name ends in {@code _total}. */
    Metric counter(String name, String help, String... labels) {
        return values -> CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /** Something that comes and goes. */
    Metric gauge(String name, String help, String... labels) {
        return values -> GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /** Something of which only some percentiles are known. */
    void summary(String name, String help, DoubleUnaryOperator percentiles) {
        SummaryWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(UNKNOWN_COUNT, Double.NaN, quantiles(percentiles)))
                .register(registry);
    }

    private static Quantiles quantiles(DoubleUnaryOperator percentiles) {
        return Quantiles.of(PERCENTILES.stream()
                .map(percent -> new Quantile(percent / 100.0, percentiles.applyAsDouble(percent)))
                .toArray(Quantile[]::new));
    }

    static double truth(boolean value) {
        return value ? 1 : 0;
    }

    /** A metric that lacks its values. */
    interface Metric {
        /** @param values tells, at each scrape, all of them */
        void values(Consumer<Sample> values);

        /** For one without labels. */
        default void number(DoubleSupplier value) {
            values(sample -> sample.is(value.getAsDouble()));
        }
    }

    /** Takes one value. */
    interface Sample {
        void is(double value, String... labels);

        /** Takes a count; past 2^53 it is rounded, as the format has no other numbers. */
        default void is(long count, String... labels) {
            is((double) count, labels);
        }
    }
}
