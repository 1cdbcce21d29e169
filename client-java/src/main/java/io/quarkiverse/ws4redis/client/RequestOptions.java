package io.quarkiverse.ws4redis.client;

import java.time.Duration;

/**
 * How a request is made.
 *
 * @param timeout after so long, counted from the call, there is an end to waiting
 * @param queue whether it may wait for a connection; of no use for what is stale soon, such as "is typing"
 * @param repeat whether it may be sent again when its answer was lost with the connection, or the server was in trouble
 */
public record RequestOptions(Duration timeout, boolean queue, boolean repeat) {

    /** Ten seconds, may wait, is not repeated. */
    public static final RequestOptions DEFAULT = new RequestOptions(Duration.ofSeconds(10), true, false);

    /** A minute, may wait, is repeated: a publish has a key by which the server publishes it once. */
    public static final RequestOptions PUBLISH = new RequestOptions(Duration.ofSeconds(60), true, true);

    /** {@return these with another end to waiting} */
    public RequestOptions withTimeout(Duration limit) {
        return new RequestOptions(limit, queue, repeat);
    }

    /** {@return these for a request that fails at once where there is no connection} */
    public RequestOptions withoutQueue() {
        return new RequestOptions(timeout, false, repeat);
    }

    /** {@return these for a request that may be sent again; the application must know by a key of its own that it is the same} */
    public RequestOptions withRepeat() {
        return new RequestOptions(timeout, queue, true);
    }
}
