package io.quarkiverse.ws4redis.config;

import java.util.Optional;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.smallrye.config.WithDefault;

/** A channel without a class: every authenticated connection may subscribe to any of its pks. */
public interface OpenChannelConfig {

    /** Whether authenticated connections may subscribe. */
    @WithDefault("true")
    boolean subscribe();

    /** Whether authenticated connections may publish too, and not only the application. */
    @WithDefault("false")
    boolean publish();

    /** Messages that Redis keeps, so that clients that reconnect get what they missed. By default none. */
    Optional<HistoryConfig> history();

    /** Whether subscribers learn who else is there, as {@code @WsChannel(presence = true)} has it. */
    @WithDefault("false")
    boolean presence();

    /** What becomes of messages for a connection that does not keep up; with history it is closed in any case. */
    @WithDefault("close")
    SlowConsumer slowConsumer();
}
