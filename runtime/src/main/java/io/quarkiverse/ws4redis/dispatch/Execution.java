package io.quarkiverse.ws4redis.dispatch;

/** On what thread a method of the application runs. */
public enum Execution {
    /** There is no such method. */
    ABSENT,
    /** On the event loop of the connection. */
    EVENT_LOOP,
    /** On a worker thread. */
    WORKER,
    /** On a new virtual thread. */
    VIRTUAL_THREAD
}
