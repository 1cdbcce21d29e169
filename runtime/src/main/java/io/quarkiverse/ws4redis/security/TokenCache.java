package io.quarkiverse.ws4redis.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

import org.eclipse.microprofile.jwt.JsonWebToken;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkiverse.ws4redis.config.TokenCacheConfig;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * The identities of tokens that were verified a short while ago. Tokens are known by their digest, so that how long a look-up
 * takes tells nothing about them. Thread-safe.
 */
final class TokenCache {

    private final Cache<ByteBuffer, SecurityIdentity> identities;

    TokenCache(TokenCacheConfig config) {
        identities = config.ttl().isZero()
                ? null
                : Caffeine.newBuilder().maximumSize(config.size()).expireAfterWrite(config.ttl()).build();
    }

    /** {@return the identity; {@code null} if the token must be verified} */
    SecurityIdentity get(String token) {
        SecurityIdentity identity = identities == null ? null : identities.getIfPresent(digest(token));
        return identity == null || isExpired(identity) ? null : identity;
    }

    /** Remembers what a token was verified to be. */
    void put(String token, SecurityIdentity identity) {
        if (identities != null && !identity.isAnonymous() && identity.getPrincipal() instanceof JsonWebToken) {
            identities.put(digest(token), identity);
        }
    }

    private static boolean isExpired(SecurityIdentity identity) {
        JsonWebToken jwt = (JsonWebToken) identity.getPrincipal();
        return jwt.getExpirationTime() > 0 && Instant.ofEpochSecond(jwt.getExpirationTime()).isBefore(Instant.now());
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
