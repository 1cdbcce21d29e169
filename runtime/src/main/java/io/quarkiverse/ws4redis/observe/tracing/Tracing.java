package io.quarkiverse.ws4redis.observe.tracing;

import io.vertx.core.buffer.Buffer;

/**
 * Follows requests and messages. Without OpenTelemetry, and for what is not sampled, nothing is followed and no message carries
 * a byte more. Any thread.
 */
public interface Tracing {

    /**
     * A request of a connection is about to be handled.
     *
     * @param request what it is
     * @return its trace
     */
    RequestTrace request(TracedRequest request);

    /**
     * A message is about to be published.
     *
     * @param cause the request that publishes it; {@link RequestTrace#NONE} for whatever the calling thread is doing
     * @param message what is published, and where
     * @return its trace
     */
    PublishTrace publish(RequestTrace cause, TracedMessage message);

    /**
     * A message has come from Redis that somebody here gets.
     *
     * @param redisChannel the Redis channel that it came by
     * @param payload the payload
     * @return its way to the connections; {@code null} if it is not traced, as nearly all are not
     */
    DeliveryTrace received(String redisChannel, Buffer payload);

    /** {@return whether there is anything to ask this about} */
    boolean isOn();
}
