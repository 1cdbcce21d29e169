package io.quarkiverse.ws4redis.config;

import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** Messages that are exchanged with workers of Django ws4redis on the same Redis, while one replaces the other. */
public interface InteropConfig {

    /**
     * Whether messages of the default facility are exchanged, both ways. Every node must have it. Each message then goes through
     * Redis twice, whoever may publish to Redis reaches the connections of this node, and nobody can recover what they missed on
     * channels with history, which do not keep Django's messages. Not with several Redis, nor with Redis Cluster.
     */
    @WithDefault("false")
    boolean enabled();

    /** {@code WS4REDIS_PREFIX} of the workers. The default is what they use if they have none. */
    @WithDefault("None")
    String prefix();

    /** The channels that are exchanged. By default all. */
    Optional<Set<String>> channels();

    /** The largest message that is taken from Redis; larger ones are dropped and counted. */
    @WithDefault("64K")
    MemorySize maxMessageSize();
}
