package io.quarkiverse.ws4redis.observe;

import java.util.concurrent.atomic.LongAdder;

import io.quarkus.runtime.metrics.MetricsFactory;

/** What a node last saw in the outbox, which all nodes share, and what it did there. Thread-safe. */
final class OutboxGauges {

    private record Content(long waiting, long oldestAt, long givenUp) {

        double age() {
            return waiting == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldestAt) / 1e3;
        }
    }

    private final LongAdder published = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Content content = new Content(0, 0, 0);

    void published() {
        published.increment();
    }

    void failed() {
        failed.increment();
    }

    void holds(long waiting, long oldestAt, long givenUp) {
        content = new Content(waiting, oldestAt, givenUp);
    }

    void register(MetricsFactory factory) {
        factory.builder("ws4redis.outbox.published").description("Messages of the outbox handed to Redis")
                .buildCounter(published::sum);
        factory.builder("ws4redis.outbox.failed").description("Messages of the outbox that Redis refused, each time")
                .buildCounter(failed::sum);
        factory.builder("ws4redis.outbox.waiting").description("Messages that wait in the outbox")
                .buildGauge(() -> content.waiting());
        factory.builder("ws4redis.outbox.given.up").description("Messages in the outbox that are not tried any more")
                .buildGauge(() -> content.givenUp());
        factory.builder("ws4redis.outbox.age").description("Age of the oldest message that waits in the outbox").unit("seconds")
                .buildGauge(() -> content.age());
    }
}
