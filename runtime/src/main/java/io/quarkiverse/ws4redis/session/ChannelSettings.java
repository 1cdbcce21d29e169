package io.quarkiverse.ws4redis.session;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.config.OpenChannelConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;

/** What was declared of a channel, by the annotation of its class or by configuration. */
@Singleton
final class ChannelSettings {

    private final DispatchRegistry registry;
    private final Ws4RedisConfig config;

    @Inject
    ChannelSettings(DispatchRegistry registry, Ws4RedisConfig config) {
        this.registry = registry;
        this.config = config;
    }

    boolean hasPresence(String channel) {
        return registry.channel(channel).map(ChannelHandler::presence)
                .orElseGet(() -> open(channel).map(OpenChannelConfig::presence).orElse(false));
    }

    SlowConsumer slowConsumer(String channel) {
        return registry.channel(channel).map(ChannelHandler::slowConsumer)
                .orElseGet(() -> open(channel).map(OpenChannelConfig::slowConsumer).orElse(SlowConsumer.CLOSE));
    }

    private Optional<OpenChannelConfig> open(String channel) {
        return Optional.ofNullable(config.channels().get(channel));
    }
}
