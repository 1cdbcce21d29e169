package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.redis.client.Command;

/** The two kinds of channels that Redis has, and what is said to use them. */
enum PubSub {

    /** Channels of a server. */
    PLAIN(Command.PUBLISH, Command.SUBSCRIBE, Command.UNSUBSCRIBE, "message", "subscribe", "unsubscribe", "pubsub"),

    /** Channels of a Cluster's slots, which only the slot's node has. */
    SHARDED(Command.SPUBLISH, Command.SSUBSCRIBE, Command.SUNSUBSCRIBE, "smessage", "ssubscribe", "sunsubscribe",
            "pubsub-sharded");

    /** Channels per command: large enough that thousands cost little, small enough not to block Redis. */
    private static final int BATCH = 512;

    final Command publish;
    final Command subscribe;
    final Command unsubscribe;
    /** What Redis calls a message, and the confirmations. */
    final String message;
    final String subscribed;
    final String unsubscribed;
    /** The script that goes before those that publish. */
    final String script;

    PubSub(Command publish, Command subscribe, Command unsubscribe, String message, String subscribed, String unsubscribed,
            String script) {
        this.publish = publish;
        this.subscribe = subscribe;
        this.unsubscribe = unsubscribe;
        this.message = message;
        this.subscribed = subscribed;
        this.unsubscribed = unsubscribed;
        this.script = script;
    }

    /** {@return the channels, divided into what one command may name} */
    List<List<String>> batches(List<String> channels) {
        if (this == PLAIN) {
            return Parts.of(channels, BATCH);
        }
        Map<Integer, List<String>> bySlot = new HashMap<>();
        channels.forEach(channel -> bySlot.computeIfAbsent(HashSlot.of(channel), slot -> new ArrayList<>()).add(channel));
        return bySlot.values().stream().flatMap(slot -> Parts.of(slot, BATCH).stream()).toList();
    }
}
