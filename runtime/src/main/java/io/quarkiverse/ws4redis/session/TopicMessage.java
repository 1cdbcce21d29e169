package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.protocol.Topic;

/**
 * A message and where it goes.
 *
 * @param topic where to
 * @param json the message
 */
public record TopicMessage(Topic topic, String json) implements Outboxed {
}
