package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.protocol.Topic;

/**
 * That permissions have changed, and among the messages of which topic it has its place: after those that were committed before
 * it, because who may not know of a row any more may know that it is gone, and before those that are committed after it.
 *
 * @param topic the topic; {@code null} for none
 * @param message what to tell all nodes
 */
public record TopicRecheck(Topic topic, ControlMessage message) implements Outboxed {
}
