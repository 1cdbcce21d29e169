package io.quarkiverse.ws4redis.observe.tracing;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;

/**
 * A delivery as a span of kind CONSUMER, which begins when the message comes and ends when the last event loop has flushed it.
 * A message that is not delivered, because it has been already, leaves none.
 */
final class DeliverySpan implements DeliveryTrace {

    private final SpanBuilder builder;
    private final AtomicInteger loops = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private volatile Span span;

    DeliverySpan(SpanBuilder builder) {
        this.builder = builder.setStartTimestamp(Instant.now());
    }

    @Override
    public void handedTo(int count) {
        loops.set(count);
        span = builder.setAttribute(Keys.LOOPS, (long) count).startSpan();
        if (count == 0) {
            end();
        }
    }

    @Override
    public void delivered(int count) {
        sockets.addAndGet(count);
        if (loops.decrementAndGet() == 0) {
            end();
        }
    }

    private void end() {
        span.setAttribute(Keys.SOCKETS, (long) sockets.get()).end();
    }
}
