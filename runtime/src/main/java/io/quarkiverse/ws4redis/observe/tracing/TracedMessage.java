package io.quarkiverse.ws4redis.observe.tracing;

/**
 * What is told of a message that is published.
 *
 * @param redisChannel the Redis channel
 * @param channel the channel
 * @param pk the pk; {@code null} for the channel itself
 * @param facility the facility
 * @param json the message; only its size is told
 */
public record TracedMessage(String redisChannel, String channel, String pk, String facility, String json) {
}
