package io.quarkiverse.ws4redis.it;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** Mints tokens for the fixture's members. */
public final class Tokens {

    static final String ISSUER = "https://ws4redis.test";
    private static final String KEY = "test-private-key.pem";

    private Tokens() {
    }

    /** {@return a token of a member, good for some minutes} */
    public static String of(long userId) {
        return claims(userId, Duration.ofMinutes(5)).sign(KEY);
    }

    static String of(long userId, Duration life) {
        return claims(userId, life).sign(KEY);
    }

    static String refresh(long userId) {
        return claims(userId, Duration.ofMinutes(5)).claim("token_type", "refresh").sign(KEY);
    }

    static String withClaim(long userId, String claim, String value) {
        return claims(userId, Duration.ofMinutes(5)).claim(claim, value).sign(KEY);
    }

    static String withRoles(long userId, String... roles) {
        return claims(userId, Duration.ofMinutes(5)).groups(Set.of(roles)).sign(KEY);
    }

    static String ofIssuer(long userId, String issuer) {
        return claims(userId, Duration.ofMinutes(5)).issuer(issuer).sign(KEY);
    }

    static String notYetValid(long userId) {
        return claims(userId, Duration.ofMinutes(60)).claim("nbf", Instant.now().plusSeconds(1800).getEpochSecond()).sign(KEY);
    }

    static String withWrongKey(long userId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return claims(userId, Duration.ofMinutes(5)).jws().sign(generator.generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaimsBuilder claims(long userId, Duration life) {
        Instant now = Instant.now();
        return Jwt.issuer(ISSUER).subject("user-" + userId).upn("user-" + userId).claim("token_type", "access")
                .claim("user_id", userId).issuedAt(now.minusSeconds(120)).expiresAt(now.plus(life));
    }
}
