package io.quarkiverse.ws4redis.observe.tracing;

import java.util.List;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkiverse.ws4redis.protocol.Payload;

/**
 * The trace context as a message carries it: what W3C Trace Context has in two HTTP headers, with a space between them. Always
 * this format, whatever propagators the application has: the nodes must understand each other.
 */
final class TraceHeader {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(PARENT, STATE);
        }

        @Override
        public String get(String header, String key) {
            int space = header.indexOf(' ');
            return switch (key) {
                case PARENT -> space < 0 ? header : header.substring(0, space);
                case STATE -> space < 0 ? null : header.substring(space + 1);
                default -> null;
            };
        }
    };

    private TraceHeader() {
    }

    /** {@return what carries the context; without the tracestate if that is too long} */
    static String of(Context context) {
        String[] parts = new String[2];
        W3CTraceContextPropagator.getInstance().inject(context, parts,
                (carrier, key, value) -> carrier[key.equals(PARENT) ? 0 : 1] = value);
        String both = parts[1] == null ? parts[0] : parts[0] + ' ' + parts[1];
        return Payload.fits(both) ? both : parts[0];
    }

    /** {@return the context that is carried; an empty one if it cannot be read} */
    static Context read(String header) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), header, GETTER);
    }
}
