package io.quarkiverse.ws4redis.broker;

/** An identity has as many connections as it may have. Without a stack trace: clients cause it at will. */
public final class TooManyConnectionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyConnectionsException() {
        super("too many connections", null, false, false);
    }
}
