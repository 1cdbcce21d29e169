package io.quarkiverse.ws4redis.observe;

import java.util.concurrent.atomic.LongAdder;

import io.quarkus.runtime.metrics.MetricsFactory;

/** Counts messages that are exchanged with Django workers, and those that could not be. Thread-safe. */
public final class InteropCounters {

    private final LongAdder sent = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    InteropCounters() {
    }

    void register(MetricsFactory factory) {
        register(factory, "sent", sent);
        register(factory, "withheld", withheld);
        register(factory, "received", received);
        register(factory, "malformed", malformed);
    }

    private static void register(MetricsFactory factory, String outcome, LongAdder adder) {
        factory.builder("ws4redis.interop").description("Messages exchanged with Django workers, by outcome")
                .tag("outcome", outcome).buildCounter(adder::sum);
    }

    /** A message goes to Django workers too. */
    public void sent() {
        sent.increment();
    }

    /** A message does not go to Django workers, because they cannot be given it. */
    public void withheld() {
        withheld.increment();
    }

    /** A message of Django workers has come. */
    public void received() {
        received.increment();
    }

    /** A message of Django workers has come that clients cannot be given. */
    public void malformed() {
        malformed.increment();
    }
}
