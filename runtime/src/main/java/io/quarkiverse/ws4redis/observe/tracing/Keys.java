package io.quarkiverse.ws4redis.observe.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Names of attributes: those of OpenTelemetry's semantic conventions for messaging, which its library does not have as constants
 * until they are stable, that of WebSockets Next, and our own.
 */
final class Keys {

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> DESTINATION_TEMPLATE = AttributeKey.stringKey("messaging.destination.template");
    static final AttributeKey<Long> BODY_SIZE = AttributeKey.longKey("messaging.message.body.size");
    static final AttributeKey<Long> ENVELOPE_SIZE = AttributeKey.longKey("messaging.message.envelope.size");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /** As the spans of WebSockets Next have it. */
    static final AttributeKey<String> CONNECTION = AttributeKey.stringKey("connection.id");

    static final AttributeKey<String> ACTION = AttributeKey.stringKey("ws4redis.action");
    static final AttributeKey<String> PK = AttributeKey.stringKey("ws4redis.pk");
    static final AttributeKey<String> FACILITY = AttributeKey.stringKey("ws4redis.facility");
    static final AttributeKey<Long> RECEIVERS = AttributeKey.longKey("ws4redis.receivers");
    static final AttributeKey<Long> SOCKETS = AttributeKey.longKey("ws4redis.sockets");
    static final AttributeKey<Long> LOOPS = AttributeKey.longKey("ws4redis.event_loops");

    /** The value of {@link #SYSTEM}. The conventions have no name for Redis' pub/sub; this is what others use. */
    static final String REDIS = "redis";

    private Keys() {
    }
}
