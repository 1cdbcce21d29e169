package io.quarkiverse.ws4redis.client;

import java.util.Map;

/**
 * The fields of the {@code auth} request. Not written to any log.
 *
 * @param fields of which {@code kind} is one; none at all if the HTTP upgrade says who it is
 */
public record Token(Map<String, Object> fields) {

    /** Copies the fields. */
    public Token {
        fields = Map.copyOf(fields);
    }

    /** {@return a JWT} */
    public static Token jwt(String token) {
        return of("jwt", token);
    }

    /** {@return what an authenticator of the application reads} */
    public static Token of(String kind, String token) {
        return new Token(Map.of("kind", kind, "token", token));
    }

    /** {@return nothing: the HTTP upgrade says who it is, by a header} */
    public static Token none() {
        return new Token(Map.of());
    }

    boolean isNone() {
        return fields.isEmpty();
    }

    @Override
    public String toString() {
        return "Token[" + fields.getOrDefault("kind", "none") + "]";
    }
}
