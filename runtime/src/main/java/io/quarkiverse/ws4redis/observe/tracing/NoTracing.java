package io.quarkiverse.ws4redis.observe.tracing;

import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;
import io.vertx.core.buffer.Buffer;

/** Follows nothing: for applications without OpenTelemetry. */
@DefaultBean
@Singleton
public final class NoTracing implements Tracing {

    @Override
    public RequestTrace request(TracedRequest request) {
        return RequestTrace.NONE;
    }

    @Override
    public PublishTrace publish(RequestTrace cause, TracedMessage message) {
        return PublishTrace.NONE;
    }

    @Override
    public DeliveryTrace received(String redisChannel, Buffer payload) {
        return null;
    }

    @Override
    public boolean isOn() {
        return false;
    }
}
