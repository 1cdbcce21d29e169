package io.quarkiverse.ws4redis.deployment.model;

import io.quarkiverse.ws4redis.SlowConsumer;

/**
 * What {@code @WsChannel} says besides the name.
 *
 * @param history how much is kept
 * @param presence whether subscribers learn who else is there
 * @param slowConsumer what becomes of messages for a connection that does not keep up
 * @param permissionMillis how long a granted permission to publish is remembered; 0 for not at all
 */
public record ChannelOptions(HistoryModel history, boolean presence, SlowConsumer slowConsumer, long permissionMillis) {
}
