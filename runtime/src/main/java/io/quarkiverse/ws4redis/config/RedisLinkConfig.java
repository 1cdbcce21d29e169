package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** The link to Redis. */
public interface RedisLinkConfig {

    /** The longest wait before the first attempt to reconnect; doubled for each further one. Each waits a random part of it. */
    @WithDefault("100MS")
    Duration reconnectMin();

    /** Longest wait between attempts to reconnect. */
    @WithDefault("5S")
    Duration reconnectMax();

    /** How often the link is probed with a message that goes the way of an ordinary publish. */
    @WithDefault("2S")
    Duration probeInterval();

    /**
     * How long a probe, or an attempt to connect, may take before the link counts as lost; and how long a command waits for a
     * slot of a Cluster that moves.
     */
    @WithDefault("3S")
    Duration timeout();

    /** How long an unused subscription is kept in Redis, so that clients that reconnect cost nothing. */
    @WithDefault("2S")
    Duration unsubscribeDelay();
}
