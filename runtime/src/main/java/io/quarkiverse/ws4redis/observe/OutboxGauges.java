package io.quarkiverse.ws4redis.observe;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import io.quarkus.runtime.metrics.MetricsFactory;

/**
 * What a node last saw in the outbox, which all nodes share, and what it did there. It looks only for those who ask: a gauge is
 * read on threads that must not wait for a database, so who reads one gets what was seen last, and has it seen again soon.
 * Thread-safe.
 */
final class OutboxGauges {

    /** Longer than metrics are mostly collected apart. */
    private static final long WATCHED_NANOS = Duration.ofMinutes(3).toNanos();

    /** What was seen longer ago would tell of messages that have long gone. */
    private static final long KNOWN_NANOS = Duration.ofMinutes(1).toNanos();

    private record Content(long waiting, long oldestAt, long givenUp, long seenNanos) {

        static final Content UNKNOWN = new Content(0, 0, 0, 0);

        double age() {
            return waiting == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldestAt) / 1e3;
        }
    }

    private final LongAdder published = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder heldUp = new LongAdder();
    private volatile Content content = Content.UNKNOWN;
    private volatile boolean asked;
    private volatile long askedNanos;

    void published() {
        published.increment();
    }

    void failed() {
        failed.increment();
    }

    void heldUp() {
        heldUp.increment();
    }

    /** {@return whether somebody has asked for what is in the outbox, not long ago} */
    boolean isWatched() {
        return asked && System.nanoTime() - askedNanos < WATCHED_NANOS;
    }

    void holds(long waiting, long oldestAt, long givenUp) {
        content = new Content(waiting, oldestAt, givenUp, System.nanoTime());
    }

    /** While somebody watches, what was seen last holds: if it is old, the database is away, and an alert must not end by that. */
    private Content content() {
        boolean watched = isWatched();
        askedNanos = System.nanoTime();
        asked = true;
        Content last = content;
        return watched || askedNanos - last.seenNanos() < KNOWN_NANOS ? last : Content.UNKNOWN;
    }

    long waiting() {
        return content().waiting();
    }

    void register(MetricsFactory factory) {
        factory.builder("ws4redis.outbox.published").description("Messages of the outbox handed to Redis")
                .buildCounter(published::sum);
        factory.builder("ws4redis.outbox.failed").description("Messages of the outbox that Redis refused, each time")
                .buildCounter(failed::sum);
        factory.builder("ws4redis.outbox.held.up")
                .description("Messages of the outbox that Redis did not take at the moment, each time")
                .buildCounter(heldUp::sum);
        factory.builder("ws4redis.outbox.waiting").description("Messages that wait in the outbox").buildGauge(this::waiting);
        factory.builder("ws4redis.outbox.given.up").description("Messages in the outbox that are not tried any more")
                .buildGauge(() -> content().givenUp());
        factory.builder("ws4redis.outbox.age").description("Age of the oldest message that waits in the outbox").unit("seconds")
                .buildGauge(() -> content().age());
    }
}
