package io.quarkiverse.ws4redis.broker;

import java.util.UUID;

import jakarta.inject.Singleton;

/** This node's name in Redis: random, so that a restarted node is a new one and the old one's traces are swept. */
@Singleton
public final class NodeId {

    private final String value = UUID.randomUUID().toString();

    /** {@return the name} */
    public String value() {
        return value;
    }
}
