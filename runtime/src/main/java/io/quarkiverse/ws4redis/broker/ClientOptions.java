package io.quarkiverse.ws4redis.broker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;

/** What the Redis clients of Quarkus were made with, for those that are made beside them. Changes nothing. Thread-safe. */
@Singleton
public final class ClientOptions implements RedisOptionsCustomizer {

    private final Map<String, RedisOptions> options = new ConcurrentHashMap<>();

    @Override
    public void customize(String clientName, RedisOptions clientOptions) {
        options.put(clientName, clientOptions);
    }

    /** {@return the options of a client, if there is one} */
    Optional<RedisOptions> of(String clientName) {
        return Optional.ofNullable(options.get(clientName));
    }
}
