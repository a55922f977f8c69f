package adit.admin;

import adit.dns.DnsStatus;

/** What the resolver answered, and what it has to do. */
final class DnsMetrics {
    private static final double MILLIS = 1000;

    private DnsMetrics() {}

    static void add(Metrics metrics, DnsStatus dns) {
        metrics.counter("adit_dns_cache_hits_total", "Look-ups that the cache answered with addresses.")
                .number(dns::hitTotal);
        metrics.counter(
                        "adit_dns_cache_negative_hits_total",
                        "Look-ups that the cache answered with the knowledge that there is no address.")
                .number(dns::negativeHitTotal);
        metrics.counter("adit_dns_cache_misses_total", "Look-ups that had to wait for an answer.")
                .number(dns::missTotal);
        metrics.counter(
                        "adit_dns_failures_total",
                        "Look-ups that nobody answered in time or at all, and those that were too many.")
                .number(dns::failureTotal);
        metrics.gauge("adit_dns_cache_entries", "Answers in the cache.").number(dns::cacheSize);
        metrics.gauge("adit_dns_cache_entries_limit", "The most answers that the cache keeps.")
                .number(dns::cacheLimit);
        metrics.gauge("adit_dns_pending_names", "Names that are being looked up.")
                .number(dns::pendingCount);
        metrics.gauge("adit_dns_pending_names_limit", "The most names that may be looked up at once.")
                .number(dns::pendingLimit);
        metrics.summary(
                "adit_dns_lookup_seconds",
                "How long names took that were looked up since the start.",
                percentile -> dns.latencyMillis(percentile) / MILLIS);
    }
}
