package io.quarkiverse.ws4redis.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.config.TokenCacheConfig;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

class TokenCacheTest {

    private final TokenCache cache = cache(Duration.ofHours(1));

    @Test
    void aTokenThatWasVerifiedIsKnown() {
        SecurityIdentity alice = identity(Instant.now().plusSeconds(3600));
        cache.put("a.b.c", alice);
        assertThat(cache.get("a.b.c")).isSameAs(alice);
        assertThat(cache.get("a.b.d")).isNull();
    }

    @Test
    void aTokenThatHasExpiredSinceIsNotKnown() {
        cache.put("a.b.c", identity(Instant.now().minusSeconds(1)));
        assertThat(cache.get("a.b.c")).isNull();
    }

    @Test
    void withoutTimeToLiveNothingIsKnown() {
        TokenCache off = cache(Duration.ZERO);
        off.put("a.b.c", identity(Instant.now().plusSeconds(3600)));
        assertThat(off.get("a.b.c")).isNull();
    }

    private static TokenCache cache(Duration ttl) {
        return new TokenCache(new TokenCacheConfig() {
            @Override
            public Duration ttl() {
                return ttl;
            }

            @Override
            public int size() {
                return 10;
            }
        });
    }

    private static SecurityIdentity identity(Instant expiry) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new Token(expiry)).build();
    }

    private record Token(Instant expiry) implements JsonWebToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of(Claims.exp.name());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return name.equals(Claims.exp.name()) ? (T) Long.valueOf(expiry.getEpochSecond()) : null;
        }
    }
}
