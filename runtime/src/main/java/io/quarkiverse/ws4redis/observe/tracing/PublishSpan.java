package io.quarkiverse.ws4redis.observe.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;

/** A publish as a span of kind PRODUCER. */
final class PublishSpan implements PublishTrace {

    private final Span span;
    private final String carried;

    PublishSpan(Span span, Context parent) {
        this.span = span;
        this.carried = TraceHeader.of(parent.with(span));
    }

    @Override
    public String carried() {
        return carried;
    }

    @Override
    public void published(int receivers) {
        span.setAttribute(Keys.RECEIVERS, (long) receivers).end();
    }

    @Override
    public void failed(Throwable failure) {
        span.setStatus(StatusCode.ERROR).setAttribute(Keys.ERROR_TYPE, failure.getClass().getName()).end();
    }
}
