package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Messages that wait in the application's database until they are published. */
public interface OutboxConfig {

    /**
     * How long after its transaction a message is sent by any node that finds it, because the one that committed seems to be
     * dead. Longer than a publish takes, and than the nodes' clocks differ.
     */
    @WithDefault("10S")
    Duration overdue();

    /**
     * How often a node looks for messages that are overdue; where there are many, it goes on until there are none. Each fifth time
     * it counts those that wait, if somebody collects its metrics.
     */
    @WithDefault("2S")
    Duration interval();

    /** How many messages are read, published and deleted at a time. At most 1000, because databases limit their statements. */
    @WithDefault("200")
    int batchSize();

    /**
     * How many times a message is tried that Redis refuses for what it is, not for want of memory for example. What follows it in
     * its topic waits meanwhile. After that it stays in the table, but nobody waits for it any more.
     */
    @WithDefault("10")
    int maxAttempts();
}
