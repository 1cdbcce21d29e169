package io.quarkiverse.ws4redis.config;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** What is fixed when the application is built. */
@ConfigMapping(prefix = "quarkus.ws4redis")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface Ws4RedisBuildTimeConfig {

    /** Path of the WebSocket endpoint. Clients connect to it, or to it followed by {@code /} and the name of a facility. */
    @WithDefault("/ws")
    String path();

    /**
     * Names of the Redis clients to use, as in {@code quarkus.redis.<name>.hosts}. By default the unnamed one,
     * {@code quarkus.redis.hosts}. Of several, which must be independent of each other, each gets its share of the topics.
     */
    @WithDefault("<default>")
    List<String> redisClients();

    /** Whether a readiness check tells if the Redis links work, in applications that have SmallRye Health. */
    @WithName("health.enabled")
    @WithDefault("true")
    boolean healthEnabled();

    /** Messages of transactions that wait in the application's database until they are published. */
    Outbox outbox();

    /** The AsyncAPI document of the application's channels. */
    AsyncApi asyncapi();

    /** Redis for development and tests. */
    DevServices devservices();

    /** Messages of transactions that wait in the application's database until they are published. */
    interface Outbox {

        /**
         * Whether entity events and {@code Ws4Redis.afterCommit()} write their messages, and that permissions have changed, as
         * rows of a table, in the transaction that they tell of, so that no crash loses them. The table {@code ws4redis_outbox}
         * becomes part of the default persistence unit.
         */
        @WithDefault("false")
        boolean enabled();
    }

    /** The AsyncAPI document of the application's channels. */
    interface AsyncApi {

        /** Whether the document is made and served. It tells names and forms, not who may do what. */
        @WithDefault("true")
        boolean enabled();

        /** Where it is served: relative to {@code quarkus.http.non-application-root-path}, or absolute. */
        @WithDefault("asyncapi")
        String path();

        /** Folder that the build writes it to as well, as {@code asyncapi.json}; relative to the project. By default none. */
        Optional<String> storeDirectory();
    }

    /** Redis for development and tests. */
    interface DevServices {

        /**
         * Whether to start a {@code redis-server} process in dev and test mode, when no Redis is configured and there is no
         * container engine.
         */
        @WithDefault("true")
        boolean enabled();

        /** Loopback port of that process; 0 picks a free one, and so does more than one Redis client. */
        @WithDefault("0")
        int port();
    }
}
