package io.quarkiverse.ws4redis.client;

import java.util.List;

/**
 * Stored messages of a channel.
 *
 * @param <T> type of the messages
 * @param messages oldest first
 * @param position where the channel is
 */
public record History<T>(List<Stored<T>> messages, Position position) {

    /**
     * A stored message.
     *
     * @param <T> type of the message
     * @param offset its number
     * @param message what was published
     */
    public record Stored<T>(long offset, T message) {
    }
}
