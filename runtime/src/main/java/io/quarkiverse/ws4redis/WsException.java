package io.quarkiverse.ws4redis;

/**
 * Thrown by a method of a channel or an authenticator to answer the client with an error of the application's own. It is the
 * only exception whose text reaches a client; all others become {@code internal error} with a reference that the log has.
 */
public final class WsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * An answer to the client.
     *
     * @param code the error's code, 400 to 599
     * @param text what the client is told
     * @throws IllegalArgumentException if the code is out of range
     */
    public WsException(int code, String text) {
        super(text, null, false, false);
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("code must be 400 to 599, not " + code);
        }
        this.code = code;
    }

    /** {@return the error's code, 400 to 599} */
    public int code() {
        return code;
    }
}
