package io.quarkiverse.ws4redis.client;

/** Where the subscription to a channel is. */
public enum ChannelStatus {
    /** Nobody has asked for it. */
    IDLE,
    /** Asked for, or to be asked for when there is a connection again. */
    SUBSCRIBING,
    /** Acknowledged. */
    SUBSCRIBED,
    /** Not permitted, or not any more. */
    REFUSED
}
