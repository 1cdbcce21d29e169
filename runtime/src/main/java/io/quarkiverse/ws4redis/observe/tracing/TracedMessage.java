package io.quarkiverse.ws4redis.observe.tracing;

import io.quarkiverse.ws4redis.protocol.Topic;

/**
 * What is told of a message that is published.
 *
 * @param redisChannel the Redis channel
 * @param topic the topic
 * @param json the message; only its size is told
 */
public record TracedMessage(String redisChannel, Topic topic, String json) {
}
