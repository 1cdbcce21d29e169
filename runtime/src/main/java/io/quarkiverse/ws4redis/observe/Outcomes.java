package io.quarkiverse.ws4redis.observe;

import java.util.concurrent.atomic.LongAdder;

import io.quarkus.runtime.metrics.MetricsFactory;

/** Counts attempts to get what is missing, by whether it was all that was missing. Thread-safe. */
final class Outcomes {

    private final LongAdder complete = new LongAdder();
    private final LongAdder incomplete = new LongAdder();

    void add(boolean isComplete) {
        (isComplete ? complete : incomplete).increment();
    }

    void register(MetricsFactory factory, String metric, String description) {
        factory.builder(metric).description(description).tag("outcome", "complete").buildCounter(complete::sum);
        factory.builder(metric).description(description).tag("outcome", "incomplete").buildCounter(incomplete::sum);
    }
}
