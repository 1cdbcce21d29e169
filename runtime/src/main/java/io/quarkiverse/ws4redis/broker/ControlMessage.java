package io.quarkiverse.ws4redis.broker;

import java.util.List;

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

    /** Ask again for the permissions of all who are subscribed to these pks, in whatever facility; one {@code null} is the channel itself. */
    record RecheckSubscribers(String channel, List<String> pks) implements ControlMessage {
    }

    /** Ask again for the permissions of all who are subscribed to anything in this channel. */
    record RecheckChannel(String channel) implements ControlMessage {
    }

    /** Ask again for the permissions of all subscriptions of all identities of this kind. */
    record RecheckKind(String kind) implements ControlMessage {
    }

    /** Ask again for all permissions. */
    record RecheckAll() implements ControlMessage {
    }
}
