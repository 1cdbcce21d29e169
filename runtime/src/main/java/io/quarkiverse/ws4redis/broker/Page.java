package io.quarkiverse.ws4redis.broker;

import java.util.List;

import io.quarkiverse.ws4redis.protocol.Position;

/**
 * Some stored messages of a topic.
 *
 * @param position where the topic is
 * @param messages the messages, oldest first
 */
public record Page(Position position, List<Stored> messages) {

    /** A stored message, as JSON. */
    public record Stored(long offset, String message) {
    }
}
