package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Counters of one event loop. Only that loop writes them; the main thread reads them by running a task on the loop. */
final class Stats {
    long deliveries;
    long duplicates;
    long reordered;
    long misrouted;
    long bytesIn;
    long reads;
    long serverErrors;
    long closedEarly;
    String lastError;
    /** Nanoseconds, up to a minute, three significant digits. */
    final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

    void addTo(Stats t) {
        t.deliveries += deliveries;
        t.duplicates += duplicates;
        t.reordered += reordered;
        t.misrouted += misrouted;
        t.bytesIn += bytesIn;
        t.reads += reads;
        t.serverErrors += serverErrors;
        t.closedEarly += closedEarly;
        if (lastError != null) {
            t.lastError = lastError;
        }
        t.latency.add(latency);
    }
}
