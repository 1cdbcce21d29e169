package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

class RenewalTest {

    private static final WsCredentials WHO = WsCredentials.of("member", 7);
    private static final Map<String, Object> CLAIMS = Map.of("upn", "alice", "groups", Set.of("host"), "tenant", "north",
            "exp", 100L, "iat", 10L, "nbf", 10L, "jti", "1", "raw_token", "x.y.z");

    private record Token(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return (String) claims.get("upn");
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "nbf", "jti", "raw_token"})
    void whatOnlySaysHowOldATokenIsChangesNothing(String claim) {
        assertThat(mayChange(identity(CLAIMS), identity(with(claim, 200L)))).isFalse();
        assertThat(mayChange(identity(CLAIMS), identity(without(claim)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "tenant", "auth_time", "acr", "upn"})
    void anyOtherClaimMayChangePermissions(String claim) {
        assertThat(mayChange(identity(CLAIMS), identity(with(claim, "other")))).isTrue();
        assertThat(mayChange(identity(with(claim, "other")), identity(CLAIMS))).isTrue();
    }

    @Test
    void aClaimThatGoesMayChangePermissions() {
        assertThat(mayChange(identity(CLAIMS), identity(without("tenant")))).isTrue();
    }

    @Test
    void rolesAndAttributesThatTheApplicationAddsMayChangePermissions() {
        assertThat(mayChange(identity(CLAIMS), identity(CLAIMS, one -> one.addRole("admin")))).isTrue();
        assertThat(mayChange(identity(CLAIMS), identity(CLAIMS, one -> one.addAttribute("plan", "gold")))).isTrue();
        assertThat(mayChange(identity(CLAIMS, one -> one.addAttribute("plan", "gold")),
                identity(CLAIMS, one -> one.addAttribute("plan", "gold")))).isFalse();
        assertThat(mayChange(identity(CLAIMS, one -> one.addAttribute("quarkus.identity.expire-time", 1L)),
                identity(CLAIMS, one -> one.addAttribute("quarkus.identity.expire-time", 2L)))).isFalse();
    }

    @Test
    void aPrincipalThatIsNoTokenMustBeTheSame() {
        SecurityIdentity before = identity(CLAIMS, one -> one.setPrincipal(() -> "alice"));
        assertThat(mayChange(before, identity(CLAIMS, one -> one.setPrincipal(() -> "alice")))).isTrue();
        assertThat(mayChange(before, identity(CLAIMS, one -> one.setPrincipal(before.getPrincipal())))).isFalse();
        assertThat(mayChange(before, null)).isTrue();
        assertThat(mayChange(null, before)).isTrue();
        assertThat(mayChange(null, null)).isFalse();
    }

    @Test
    void whatTheAuthenticatorFoundMayChangePermissions() {
        assertThat(mayChangeFor(WHO, WHO.expiresAt(Instant.EPOCH))).isFalse();
        assertThat(mayChangeFor(WHO, WHO.meta(Map.of("plan", "gold")))).isTrue();
        assertThat(mayChangeFor(WHO.instance(CLAIMS), WHO.instance(CLAIMS))).isFalse();
        assertThat(mayChangeFor(WHO.instance(CLAIMS), WHO.instance(new HashMap<>(CLAIMS)))).as("equal is not the same")
                .isTrue();
    }

    private static boolean mayChangeFor(WsCredentials before, WsCredentials now) {
        return Renewal.mayChangePermissions(before, null, new Verified(now, null, "jwt"));
    }

    private static boolean mayChange(SecurityIdentity before, SecurityIdentity now) {
        return Renewal.mayChangePermissions(WHO, before, new Verified(WHO, now, "jwt"));
    }

    private static SecurityIdentity identity(Map<String, Object> claims) {
        return identity(claims, one -> {
        });
    }

    private static SecurityIdentity identity(Map<String, Object> claims, Consumer<QuarkusSecurityIdentity.Builder> further) {
        Token token = new Token(claims);
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder().setPrincipal(token)
                .addRole("host").addAttribute(SecurityIdentity.USER_ATTRIBUTE, token);
        further.accept(builder);
        return builder.build();
    }

    private static Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        claims.put(claim, value);
        return claims;
    }

    private static Map<String, Object> without(String claim) {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        claims.remove(claim);
        return claims;
    }
}
