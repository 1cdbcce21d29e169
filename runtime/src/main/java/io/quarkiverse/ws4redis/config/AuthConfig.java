package io.quarkiverse.ws4redis.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.WithDefault;

/** Authentication of connections. */
public interface AuthConfig {

    /** How long a connection may be without credentials before it is told so with error 408. */
    @WithDefault("8S")
    Duration reminder();

    /** How long a connection may be without credentials before it is closed with code 4001. */
    @WithDefault("30S")
    Duration deadline();

    /** How many failed attempts a connection has before it is closed with code 4008. At least 1. */
    @WithDefault("5")
    int maxFailures();

    /** How long before its credentials expire a connection is warned with error 401 {@code token expires soon}. */
    @WithDefault("60S")
    Duration expiryWarning();

    /** The claim that tells what a token is for, so that refresh tokens can be refused. Without it none is refused. */
    @WithDefault("token_type")
    Optional<String> typeClaim();

    /** The values of that claim that are refused. Compared without regard to case. */
    @WithDefault("refresh")
    Set<String> refusedTypes();

    /** Tokens that were verified before. */
    TokenCacheConfig tokenCache();
}
