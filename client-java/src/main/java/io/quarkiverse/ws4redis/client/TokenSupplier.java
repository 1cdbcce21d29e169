package io.quarkiverse.ws4redis.client;

import io.smallrye.mutiny.Uni;

/**
 * Gives the token. Called on every attempt to connect and before a token expires, on the client's event loop, so it must not block; what it
 * fails with counts as a failed attempt.
 */
@FunctionalInterface
public interface TokenSupplier {

    /**
     * Gives a token.
     *
     * @param reason why it is asked for
     * @return the token, from any thread
     */
    Uni<Token> token(TokenReason reason);
}
