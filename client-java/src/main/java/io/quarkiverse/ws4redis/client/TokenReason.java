package io.quarkiverse.ws4redis.client;

/** Why a token is asked for. */
public enum TokenReason {
    /** To connect. */
    CONNECT,
    /** In place of one that expires soon. */
    RENEW,
    /** Because the last one was refused or has expired. */
    REFUSED
}
