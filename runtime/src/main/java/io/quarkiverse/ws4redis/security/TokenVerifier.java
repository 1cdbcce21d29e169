package io.quarkiverse.ws4redis.security;

import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.smallrye.mutiny.Uni;

/**
 * Verifies tokens the way the application's HTTP endpoints do: by SmallRye JWT with its {@code mp.jwt.*} configuration,
 * identity augmentors included. Refuses tokens that are not meant for access.
 */
@Singleton
public final class TokenVerifier {

    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

    private final IdentityProviderManager identities;
    private final Ws4RedisConfig config;
    private final TokenCache verified;

    @Inject
    public TokenVerifier(IdentityProviderManager identities, Ws4RedisConfig config) {
        this.identities = identities;
        this.config = config;
        this.verified = new TokenCache(config.auth().tokenCache());
    }

    /**
     * Verifies a token.
     *
     * @param token the encoded token, {@code null} is refused
     * @return the identity; fails with {@link TokenRefusedException}
     */
    public Uni<SecurityIdentity> verify(String token) {
        if (token == null || token.isEmpty()) {
            return Uni.createFrom().failure(new TokenRefusedException(false));
        }
        SecurityIdentity known = verified.get(token);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return identities.authenticate(new TokenAuthenticationRequest(new JsonWebTokenCredential(token)))
                .onFailure().transform(TokenVerifier::refused)
                .invoke(this::requireAccessToken)
                .invoke(identity -> verified.put(token, identity));
    }

    /**
     * Checks the token of an identity that comes from the HTTP upgrade.
     *
     * @param identity any identity
     * @throws TokenRefusedException if it comes from a token that is not meant for access
     */
    public void requireAccessToken(SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken jwt && config.auth().typeClaim().isPresent()) {
            Object type = jwt.getClaim(config.auth().typeClaim().get());
            if (type != null && isRefused(plain(type))) {
                LOG.debugf("Token refused: its %s is not one for access", config.auth().typeClaim().get());
                throw new TokenRefusedException(false);
            }
        }
    }

    private boolean isRefused(String type) {
        return config.auth().refusedTypes().stream().anyMatch(refused -> refused.equalsIgnoreCase(type));
    }

    private static String plain(Object claim) {
        String text = claim instanceof JsonString json ? json.getString() : claim.toString();
        return text.toLowerCase(Locale.ROOT);
    }

    private static Throwable refused(Throwable failure) {
        boolean expired = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                expired = invalid.hasExpired();
            }
        }
        if (failure instanceof AuthenticationFailedException) {
            LOG.debugf("Token refused: %s", expired ? "expired" : "not valid");
            return new TokenRefusedException(expired);
        }
        return failure;
    }
}
