package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.config.HistoryConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;

/** Which channels have history: what their classes and the configuration say. Unmodifiable; safe on any thread. */
@Singleton
final class HistoryPolicy {

    private final Map<String, Retention> retentions;

    @Inject
    HistoryPolicy(DispatchRegistry registry, Ws4RedisConfig config) {
        Map<String, Retention> all = new HashMap<>();
        config.history().forEach((channel, history) -> all.put(channel, retention(history)));
        config.channels().forEach((channel, open) -> open.history()
                .ifPresent(history -> all.put(channel, retention(history))));
        registry.channels().filter(channel -> channel.historySize() > 0).forEach(channel -> all.put(channel.channel(),
                new Retention(channel.historySize(), Duration.ofMillis(channel.historyMillis()))));
        this.retentions = Map.copyOf(all);
    }

    private static Retention retention(HistoryConfig history) {
        return new Retention(history.size(), history.ttl());
    }

    /** {@return how much is kept of a channel; {@code null} if nothing is} */
    Retention of(String channel) {
        return retentions.get(channel);
    }
}
