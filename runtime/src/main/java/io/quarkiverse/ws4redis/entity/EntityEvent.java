package io.quarkiverse.ws4redis.entity;

import java.util.List;

import io.quarkiverse.ws4redis.WsChange;

/**
 * A change that is ready to be published.
 *
 * @param row the row
 * @param change what became of it
 * @param version its version; {@code null} if it has none
 * @param messages to whom what is sent
 */
record EntityEvent(RowKey row, WsChange change, Object version, List<Message> messages) {

    /**
     * A message.
     *
     * @param channel the channel
     * @param pk the pk
     * @param json the message
     */
    record Message(String channel, String pk, String json) {
    }
}
