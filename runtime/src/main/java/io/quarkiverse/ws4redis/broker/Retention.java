package io.quarkiverse.ws4redis.broker;

import java.time.Duration;

/**
 * How much of a topic Redis keeps.
 *
 * @param size how many messages
 * @param ttl how long after the last one
 */
public record Retention(int size, Duration ttl) {

    /** A position is kept longer than the messages that it counts, so that it can tell who comes too late for them. */
    private static final Duration POSITION_LONGER = Duration.ofDays(1);

    Duration positionTtl() {
        return ttl.plus(POSITION_LONGER);
    }
}
