package io.quarkiverse.ws4redis;

/**
 * What becomes of a channel's messages for a connection that does not read them as fast as they come. Only that connection is
 * concerned; the others get everything.
 */
public enum SlowConsumer {

    /**
     * The connection is closed with code 4005 when more bytes wait than {@code quarkus.ws4redis.limits.outbound-buffer}
     * allows: for channels of which no message may be missed.
     */
    CLOSE,

    /** The oldest messages that wait are dropped when there are more bytes than that. The connection stays. */
    DROP_OLDEST,

    /** Of each pk only the newest message waits: for channels whose messages replace each other, as prices do. */
    LATEST
}
