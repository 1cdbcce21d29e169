package io.quarkiverse.ws4redis.observe.tracing;

import java.util.function.Supplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Uni;

/** A request as a span of kind SERVER. */
final class RequestSpan implements RequestTrace {

    private final Span span;
    private final Context context;

    RequestSpan(Span span) {
        this.span = span;
        this.context = Context.root().with(span);
    }

    Context context() {
        return context;
    }

    @Override
    public Supplier<Object> within(Supplier<Object> call) {
        return () -> {
            Scope scope = context.makeCurrent();
            boolean isGoingOn = false;
            try {
                Object result = call.get();
                isGoingOn = result instanceof Uni;
                return result;
            } finally {
                // What a Uni does comes later, in the Vert.x context of this call, which nothing else uses.
                if (!isGoingOn) {
                    scope.close();
                }
            }
        };
    }

    @Override
    public void answered() {
        span.end();
    }

    @Override
    public void refused(int code) {
        span.setAttribute(Keys.ERROR_TYPE, Integer.toString(code));
        if (code >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    @Override
    public void failed(Throwable failure) {
        span.setStatus(StatusCode.ERROR).setAttribute(Keys.ERROR_TYPE, failure.getClass().getName());
        span.end();
    }
}
