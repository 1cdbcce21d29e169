package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.EnumMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

/** What came back to the requests of one event loop's connections; written on that loop only. */
final class Answers {

    private final Map<RequestKind, Histogram> latency = new EnumMap<>(RequestKind.class);
    private long sent;
    private long answered;
    private long unexpected;

    Answers() {
        for (RequestKind kind : RequestKind.values()) {
            latency.put(kind, Latency.histogram());
        }
    }

    void sent() {
        sent++;
    }

    void answered(RequestKind kind, long nanos) {
        answered++;
        latency.get(kind).recordValue(Math.max(0, nanos));
    }

    /** An answer to nothing that is asked, or one answer too many. */
    void unexpected() {
        unexpected++;
    }

    void addTo(Answers sum) {
        sum.sent += sent;
        sum.answered += answered;
        sum.unexpected += unexpected;
        latency.forEach((kind, histogram) -> sum.latency.get(kind).add(histogram));
    }

    void resetLatency() {
        latency.values().forEach(Histogram::reset);
    }

    long sentCount() {
        return sent;
    }

    long answeredCount() {
        return answered;
    }

    long unexpectedCount() {
        return unexpected;
    }

    Map<RequestKind, Histogram> latency() {
        return latency;
    }
}
