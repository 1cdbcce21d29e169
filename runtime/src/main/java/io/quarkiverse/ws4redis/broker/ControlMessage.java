package io.quarkiverse.ws4redis.broker;

/** What nodes ask of each other. Never the data path. */
public sealed interface ControlMessage {

    /** Close this connection with that code. */
    record CloseConnection(String connectionId, int closeCode) implements ControlMessage {
    }

    /** Close all connections of this identity with that code. */
    record CloseIdentity(String kind, String pk, int closeCode) implements ControlMessage {
    }

    /** Ask again for the permissions of all subscriptions of this identity. */
    record Recheck(String kind, String pk) implements ControlMessage {
    }
}
