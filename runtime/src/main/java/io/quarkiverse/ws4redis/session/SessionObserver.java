package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;

/**
 * Sees what becomes of connections and of what they ask for. The Dev UI has one; in production there is none, and the calls
 * are calls of nothing. On the connection's event loop: an implementation neither blocks nor throws, and keeps nothing of a
 * request that is secret.
 */
public interface SessionObserver {

    /** Sees nothing. */
    SessionObserver NONE = new SessionObserver() {
    };

    /** A connection is open. */
    default void opened(ConnectionView connection) {
    }

    /** A connection is authenticated by what its handshake brought. */
    default void identified(ConnectionView connection) {
    }

    /** A request was permitted and handled; for a publish, it has been handed to Redis, whose answer may still be a refusal. */
    default void handled(ConnectionView connection, Request request) {
    }

    /**
     * A request, or something that is none, was answered with an error.
     *
     * @param connection whose it was
     * @param about what is known of it
     * @param error what the client is told
     * @param cause what the answer was made of, for {@link Denial#of}; {@code null} if there was nothing else to know
     */
    default void refused(ConnectionView connection, Request.Envelope about, WireError error, Throwable cause) {
    }

    /** The server closes a connection. */
    default void closed(ConnectionView connection, CloseCode code) {
    }

    /** A connection is gone, whoever closed it. */
    default void gone(ConnectionView connection) {
    }
}
