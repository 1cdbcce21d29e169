package io.quarkiverse.ws4redis.benchmarks.loadgen;

import org.HdrHistogram.Histogram;

/** Counters of one event loop. Only that loop writes them; the main thread reads them by running a task on the loop. */
final class Stats {
    long deliveries;
    long duplicates;
    long reordered;
    long misrouted;
    long reads;
    long serverErrors;
    long closedEarly;
    String lastError;
    final Histogram latency = Latency.histogram();

    void addTo(Stats t) {
        t.deliveries += deliveries;
        t.duplicates += duplicates;
        t.reordered += reordered;
        t.misrouted += misrouted;
        t.reads += reads;
        t.serverErrors += serverErrors;
        t.closedEarly += closedEarly;
        if (lastError != null) {
            t.lastError = lastError;
        }
        t.latency.add(latency);
    }

    /** Reports what went wrong in the whole run; {@code expected}: how many deliveries there should have been. */
    void reportChecks(long expected, Report report) {
        report.put("expected_whole_run", expected);
        report.put("lost", expected - deliveries);
        report.put("duplicates", duplicates);
        report.put("reordered", reordered);
        report.put("misrouted", misrouted);
        report.put("server_errors", serverErrors);
        report.put("closed_early", closedEarly);
        if (lastError != null) {
            report.put("last_error", lastError);
        }
    }

    boolean isFlawless(long expected) {
        return deliveries == expected && duplicates + reordered + misrouted + serverErrors + closedEarly == 0;
    }
}
