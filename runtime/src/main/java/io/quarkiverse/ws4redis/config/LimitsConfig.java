package io.quarkiverse.ws4redis.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/**
 * Limits on what a client may do. Exceeding one is answered with an error; {@link #maxViolations()} of those that no well-made
 * client exceeds end the connection: rate, pending requests, size and depth of a request, pks and channels in one.
 */
public interface LimitsConfig {

    /**
     * The largest request; larger ones are answered with error 413. Frames and messages beyond the limits of WebSockets
     * Next ({@code quarkus.websockets-next.server.max-frame-size} and {@code max-message-size}) close the connection with
     * code 1009.
     */
    @WithDefault("64K")
    MemorySize maxMessageSize();

    /** How many subscriptions a connection may hold, its personal channel included. More: error 409. */
    @WithDefault("100")
    int maxSubscriptions();

    /** How many connections this node accepts. More are refused at the handshake (HTTP 503). */
    @WithDefault("50000")
    int maxConnections();

    /** How many connections an identity may have in the whole cluster. More: error 429 to the {@code auth} request. */
    @WithDefault("100")
    int maxConnectionsPerIdentity();

    /** How many requests a connection may send per second in the long run. More: error 429. */
    @WithDefault("50")
    int requestRate();

    /** How many requests a connection may send at once, if it was quiet before. More: error 429. */
    @WithDefault("100")
    int requestBurst();

    /** How many requests of a connection may wait for their turn. More: error 429. */
    @WithDefault("64")
    int maxPending();

    /** How many pks or channels one request may name. More: error 413. */
    @WithDefault("100")
    int maxPks();

    /** How many stored messages one {@code history} request gets at the most. */
    @WithDefault("100")
    int maxHistory();

    /** The longest facility, channel, pk, kind or action, in characters. At most 128. Longer: error 400. */
    @WithDefault("128")
    int maxNameLength();

    /** How deep objects and arrays of a request may be nested. Deeper: error 400. */
    @WithDefault("32")
    int maxJsonDepth();

    /** How many characters a number in a request may have. Longer: error 400. */
    @WithDefault("64")
    int maxJsonNumberLength();

    /** How often within a minute a connection may exceed limits before it is closed with code 4008. */
    @WithDefault("20")
    int maxViolations();

    /**
     * How many bytes may wait to be written to a connection before it is closed as a slow consumer, code 4005, or before
     * messages are dropped, where the channel says so.
     */
    @WithDefault("1M")
    MemorySize outboundBuffer();

    /**
     * How many bytes may wait to be written to all connections of this node together, before those for which most waits are
     * closed as slow consumers, code 4005. Checked some times a second.
     */
    @WithDefault("256M")
    MemorySize totalOutboundBuffer();
}
