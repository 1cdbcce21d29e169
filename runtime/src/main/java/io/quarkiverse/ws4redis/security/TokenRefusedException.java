package io.quarkiverse.ws4redis.security;

/** A token that does not authenticate. Without a stack trace: clients cause it at will. */
public final class TokenRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean expired;

    TokenRefusedException(boolean expired) {
        super("token refused", null, false, false);
        this.expired = expired;
    }

    /** {@return whether nothing but its age is wrong with the token} */
    public boolean isExpired() {
        return expired;
    }
}
