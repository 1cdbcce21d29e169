package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Latencies in nanoseconds, up to ten minutes, with three significant digits. */
final class Latency {

    private Latency() {
    }

    static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
    }

    /**
     * Adds what a closed loop did not send because it waited: while a server stalls, each place of the window would have sent a
     * message per interval. In the open loop nothing is omitted, because latency counts from when a message was due.
     *
     * @param places how many messages are on their way at a time
     * @param perSecond how many were sent in a second
     */
    static Histogram corrected(Histogram closedLoop, double places, double perSecond) {
        double interval = places / perSecond * 1e9;
        return Double.isFinite(interval) && interval >= 1
                ? closedLoop.copyCorrectedForCoordinatedOmission((long) interval)
                : closedLoop;
    }

    static void report(String name, Histogram latency, Report report) {
        report.put(name + "_p50_ms", latency.getValueAtPercentile(50) / 1e6);
        report.put(name + "_p99_ms", latency.getValueAtPercentile(99) / 1e6);
        report.put(name + "_max_ms", latency.getMaxValue() / 1e6);
    }
}
