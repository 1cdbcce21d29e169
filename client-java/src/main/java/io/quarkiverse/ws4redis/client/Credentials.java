package io.quarkiverse.ws4redis.client;

import io.smallrye.mutiny.Uni;

/** The application's tokens, and which of them was refused. */
final class Credentials {

    private final TokenSupplier supplier;
    private Token current;
    private Token refused;

    Credentials(TokenSupplier supplier) {
        this.supplier = supplier;
    }

    Uni<Token> token(TokenReason reason) {
        return Uni.createFrom().deferred(() -> supplier.token(reason)).onItem().ifNull().continueWith(Token::none);
    }

    /** Whether there is no sense in sending it: the server has already refused it. */
    boolean isRefused(Token token) {
        return token.equals(refused);
    }

    /** Whether it is what the server already has. */
    boolean isCurrent(Token token) {
        return token.equals(current);
    }

    void refused(Token token) {
        refused = token;
    }

    void accepted(Token token) {
        current = token;
        refused = null;
    }
}
