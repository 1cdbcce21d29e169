package io.quarkiverse.ws4redis;

/** What a transaction did to a row, all in all. */
public enum WsChange {

    /** The row was not there before. */
    CREATED,

    /** The row was there before and still is. */
    UPDATED,

    /** The row is not there any more. Its message has no data. */
    REMOVED
}
