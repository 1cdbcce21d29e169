package io.quarkiverse.ws4redis.config;

import java.time.Duration;

/** How much of a channel Redis keeps, for each of its pks. */
public interface HistoryConfig {

    /** How many messages are kept. At least 1. */
    int size();

    /** How long they are kept after the last one. */
    Duration ttl();
}
