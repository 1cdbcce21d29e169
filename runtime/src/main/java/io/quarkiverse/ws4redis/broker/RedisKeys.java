package io.quarkiverse.ws4redis.broker;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.protocol.Topic;

/**
 * The names of everything that this extension has in Redis. The braces are hash tags: what belongs together is in one slot of
 * a Redis Cluster. Names have no {@code :}, so no two things can have the same name.
 */
@Singleton
public final class RedisKeys {

    private final String prefix;

    @Inject
    public RedisKeys(Ws4RedisConfig config) {
        this(config.prefix());
    }

    RedisKeys(String prefix) {
        this.prefix = prefix;
    }

    /** {@return the Redis channel of a channel's pk in a facility; {@code pk} {@code null} is the channel itself} */
    public String data(String channel, String pk, String facility) {
        return pk == null
                ? prefix + ":{" + channel + ":" + facility + "}"
                : prefix + ":{" + channel + ":" + pk + ":" + facility + "}";
    }

    /** {@return the Redis channel of a topic} */
    public String data(Topic topic) {
        return data(topic.channel(), topic.pk(), topic.facility());
    }

    /** {@return the topic of a Redis channel that {@link #data} names} */
    public Topic topic(String data) {
        String[] names = data.substring(prefix.length() + 2, data.length() - 1).split(":");
        return new Topic(names[names.length - 1], names[0], names.length == 3 ? names[1] : null);
    }

    /** {@return the stream of a topic with history; {@code data} is its Redis channel, whose slot it shares} */
    String stream(String data) {
        return data + ":stream";
    }

    /** {@return the position of a topic with history} */
    String position(String data) {
        return data + ":position";
    }

    /** {@return the result of the publish to a topic with this idempotency key} */
    String once(String data, String key) {
        return data + ":once:" + key;
    }

    String presence(String kind, String pk) {
        return prefix + ":presence:{" + kind + ":" + pk + "}";
    }

    /** The keys of a channel's presence, in the order in which its scripts want them. */
    List<String> channelPresence(Topic topic, String nodeId) {
        String base = data(topic.channel(), topic.pk(), topic.facility()) + ":present";
        return List.of(base, base + ":users", base + ":leaving", base + ":" + nodeId);
    }

    String channels(String nodeId) {
        return prefix + ":node:{" + nodeId + "}:channels";
    }

    String nodes() {
        return prefix + ":nodes";
    }

    String members(String nodeId) {
        return prefix + ":node:{" + nodeId + "}:members";
    }

    String sweep(String nodeId) {
        return prefix + ":node:{" + nodeId + "}:sweep";
    }

    String control() {
        return prefix + ":control";
    }

    String control(String nodeId) {
        return prefix + ":control:" + nodeId;
    }

    String probe(String nodeId) {
        return prefix + ":probe:" + nodeId;
    }

    /** {@return the same for a node of a Cluster that has the slot of the hash tag} */
    String probe(String nodeId, String tag) {
        return prefix + ":probe:{" + tag + "}:" + nodeId;
    }
}
