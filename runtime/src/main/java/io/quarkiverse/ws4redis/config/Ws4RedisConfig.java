package io.quarkiverse.ws4redis.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set when the application starts. */
@ConfigMapping(prefix = "quarkus.ws4redis")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface Ws4RedisConfig {

    /** First part of every Redis key and Redis channel. Applications that share one Redis need different prefixes. */
    @WithDefault("ws4redis")
    String prefix();

    /** The facility of connections and publishes that name none. */
    @WithDefault("events")
    String defaultFacility();

    /** The facilities that clients may connect to. Others are refused at the handshake (HTTP 404). By default any. */
    Optional<Set<String>> facilities();

    /** The text that the server echoes unchanged. */
    @WithDefault("--heartbeat--")
    String heartbeat();

    /**
     * How often a connection gets a WebSocket ping, in whole seconds, so that proxies do not take it for idle and TCP notices a
     * peer that is gone. {@code 0} for never.
     */
    @WithDefault("30S")
    Duration pingInterval();

    /**
     * The origins that browsers may connect from besides the application's own host, for example
     * {@code https://www.example.org}; {@code *} allows every origin. Clients that send no {@code Origin} are not browsers
     * and pass.
     */
    Optional<List<String>> origins();

    /** Channels without a class of the application's. */
    @ConfigDocMapKey("channel-name")
    Map<String, OpenChannelConfig> channels();

    /**
     * Messages that Redis keeps of the channels that are the server's own: the personal channels, {@code user} or named like
     * the kind of the credentials, and {@code broadcast}. By default none.
     */
    @ConfigDocMapKey("channel-name")
    Map<String, HistoryConfig> history();

    /** How long the key of a publish is known: until then, a publish with the same key is answered and not done again. */
    @WithDefault("5M")
    Duration keyWindow();

    /** Authentication. */
    AuthConfig auth();

    /** Limits on what a client may do. */
    LimitsConfig limits();

    /** Permissions that change. */
    RecheckConfig recheck();

    /** Who is online. */
    PresenceConfig presence();

    /** The end of a node. */
    DrainConfig drain();

    /** Traces, in applications with OpenTelemetry. */
    TracesConfig traces();

    /** Messages of transactions, in applications that are built with {@code quarkus.ws4redis.outbox.enabled}. */
    OutboxConfig outbox();

    /** The link to Redis. */
    RedisLinkConfig redis();

    /** Messages that are exchanged with workers of Django ws4redis. */
    InteropConfig interop();
}
