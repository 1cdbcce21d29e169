package io.quarkiverse.ws4redis.protocol;

/**
 * Where a message goes to: a channel, or one of its pks, in a facility.
 *
 * @param facility the namespace
 * @param channel the channel
 * @param pk the pk; {@code null} for the channel itself
 */
public record Topic(String facility, String channel, String pk) {
}
