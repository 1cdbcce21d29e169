package io.quarkiverse.ws4redis.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a connection is.
 *
 * @param status in one word
 * @param identity who the server says we are, while connected by a token
 * @param retryAt when the next attempt is made, while waiting
 * @param end why there is no further attempt, after the end
 */
public record ConnectionState(Status status, Optional<Identity> identity, Optional<Instant> retryAt, Optional<End> end) {

    /** In one word. */
    public enum Status {
        /** {@link Ws4RedisClient#connect} was not called yet. */
        IDLE,
        /** An attempt is being made. */
        CONNECTING,
        /** Authenticated. */
        CONNECTED,
        /** It was lost; another attempt follows. */
        WAITING,
        /** No further attempt is made unless {@link Ws4RedisClient#connect} is called. */
        ENDED
    }

    /**
     * Why there is no further attempt.
     *
     * @param code a close code (4003: replaced by a newer connection) or that of an error (401)
     * @param reason in words, for the log
     */
    public record End(int code, String reason) {
    }

    static ConnectionState of(Status status) {
        return new ConnectionState(status, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ConnectionState connected(Identity identity) {
        return new ConnectionState(Status.CONNECTED, Optional.ofNullable(identity), Optional.empty(), Optional.empty());
    }

    static ConnectionState waiting(long millis) {
        return new ConnectionState(Status.WAITING, Optional.empty(), Optional.of(Instant.now().plusMillis(millis)),
                Optional.empty());
    }

    static ConnectionState ended(int code, String reason) {
        return new ConnectionState(Status.ENDED, Optional.empty(), Optional.empty(), Optional.of(new End(code, reason)));
    }
}
