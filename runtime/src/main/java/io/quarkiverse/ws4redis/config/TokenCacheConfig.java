package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/**
 * Tokens that this node has verified: clients that reconnect, all at once perhaps, bring those they had before. Off by default:
 * a remembered token stays good for that long even if its key, or what the application knows of its owner, has changed.
 */
public interface TokenCacheConfig {

    /** How long a verified token is not verified again, at the most until it expires. {@code 0} switches the cache off. */
    @WithDefault("0S")
    Duration ttl();

    /** How many tokens are remembered. At least 1. */
    @WithDefault("10000")
    int size();
}
