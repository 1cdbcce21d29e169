package io.quarkiverse.ws4redis.observe.tracing;

import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.netty.buffer.ByteBufUtil;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.buffer.Buffer;

/** Follows what OpenTelemetry samples. Present in applications that have it. */
@Singleton
public final class OpenTelemetryTracing implements Tracing {

    private final Tracer tracer;
    private final RedisKeys keys;
    private final boolean on;

    @Inject
    public OpenTelemetryTracing(OpenTelemetry telemetry, RedisKeys keys, Ws4RedisConfig config) {
        this.tracer = telemetry.getTracer("io.quarkiverse.ws4redis");
        this.keys = keys;
        this.on = config.traces().enabled();
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public RequestTrace request(TracedRequest request) {
        if (!on) {
            return RequestTrace.NONE;
        }
        String name = request.name().toUpperCase(Locale.ROOT);
        SpanBuilder builder = tracer.spanBuilder(request.target() == null ? name : name + " " + request.target())
                .setNoParent().setSpanKind(SpanKind.SERVER)
                .setAttribute(Keys.ACTION, request.action())
                .setAttribute(Keys.FACILITY, request.facility())
                .setAttribute(Keys.CONNECTION, request.connectionId());
        if (request.pk() != null) {
            builder.setAttribute(Keys.PK, request.pk());
        }
        // Not sampled, it is followed all the same: what it causes must not be sampled either.
        return new RequestSpan(builder.startSpan());
    }

    @Override
    public PublishTrace publish(RequestTrace cause, TracedMessage message) {
        if (!on) {
            return PublishTrace.NONE;
        }
        Context parent = cause instanceof RequestSpan request ? request.context() : Context.current();
        Span span = messaging("publish", "send", SpanKind.PRODUCER, parent, message.redisChannel(), message.topic())
                .startSpan();
        if (!span.getSpanContext().isSampled()) {
            return PublishTrace.NONE;
        }
        span.setAttribute(Keys.BODY_SIZE, (long) ByteBufUtil.utf8Bytes(message.json()));
        return new PublishSpan(span, parent);
    }

    @Override
    public DeliveryTrace received(String redisChannel, Buffer payload) {
        if (!Payload.isTraced(payload) || !on) {
            return null;
        }
        Context producer = TraceHeader.read(Payload.trace(payload));
        if (!Span.fromContext(producer).getSpanContext().isSampled()) {
            return null;
        }
        return new DeliverySpan(messaging("deliver", "process", SpanKind.CONSUMER, producer, redisChannel,
                keys.topic(redisChannel))
                .setAttribute(Keys.ENVELOPE_SIZE, (long) payload.length()));
    }

    private SpanBuilder messaging(String operation, String type, SpanKind kind, Context parent, String redisChannel,
            Topic topic) {
        SpanBuilder builder = tracer.spanBuilder(operation + " " + topic.channel()).setSpanKind(kind).setParent(parent)
                .setAttribute(Keys.SYSTEM, Keys.REDIS)
                .setAttribute(Keys.OPERATION_NAME, operation)
                .setAttribute(Keys.OPERATION_TYPE, type)
                .setAttribute(Keys.DESTINATION, redisChannel)
                .setAttribute(Keys.DESTINATION_TEMPLATE, topic.channel())
                .setAttribute(Keys.FACILITY, topic.facility());
        return topic.pk() == null ? builder : builder.setAttribute(Keys.PK, topic.pk());
    }
}
