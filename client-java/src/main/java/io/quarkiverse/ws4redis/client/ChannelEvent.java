package io.quarkiverse.ws4redis.client;

import java.util.Optional;

/**
 * What happens in a channel.
 *
 * @param <T> type of the messages
 */
public sealed interface ChannelEvent<T> {

    /** {@return the pk it happens in; nothing for a channel without pks} */
    Optional<String> pk();

    /**
     * A message.
     *
     * @param message what was published
     * @param position where an application is that has dealt with it, if the channel has a history
     */
    record Message<T>(T message, Optional<Position> position, Optional<String> pk) implements ChannelEvent<T> {
    }

    /**
     * Messages may be missing that will not come any more: load what you need from the application.
     *
     * @param position where an application is that has loaded it, if the channel has a history
     */
    record Reload<T>(Optional<Position> position, Optional<String> pk) implements ChannelEvent<T> {
    }

    /** Somebody has come. {@code version} grows by one with each who comes or goes. */
    record Joined<T>(Member member, long version, Optional<String> pk) implements ChannelEvent<T> {
    }

    /** Somebody has gone. {@code version} grows by one with each who comes or goes. */
    record Left<T>(Member member, long version, Optional<String> pk) implements ChannelEvent<T> {
    }

    /**
     * The server has acknowledged the subscription: the first time, and after each new connection.
     *
     * @param position after which messages come, if the channel has a history
     */
    record Subscribed<T>(Optional<Position> position, Optional<String> pk) implements ChannelEvent<T> {
    }

    /** The server does not permit it, or does not any more. */
    record Refused<T>(Ws4RedisException error, Optional<String> pk) implements ChannelEvent<T> {
    }
}
