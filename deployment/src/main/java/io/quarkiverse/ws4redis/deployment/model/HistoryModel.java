package io.quarkiverse.ws4redis.deployment.model;

/**
 * What {@code @WsHistory} says.
 *
 * @param size how many messages are kept; 0 without it
 * @param millis how long they are kept after the last one
 */
public record HistoryModel(int size, long millis) {

    static final HistoryModel NONE = new HistoryModel(0, 0);
}
