package io.quarkiverse.ws4redis.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.ws4redis.config.PresenceConfig;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * What Redis knows of the presence in channels, and how it is changed: each step is one script, which announces what follows
 * from it. Any thread.
 */
final class ChannelScripts {

    private static final String COMMON = "channel";

    /**
     * What a step leaves behind.
     *
     * @param nextGone in how many milliseconds the next user is gone who has no connections any more; -1 if there is none
     * @param connections how many connections of the node are known, where the step tells it
     */
    record Step(long nextGone, int connections) {
    }

    private final Script join;
    private final Script leave;
    private final Script refresh;
    private final Script read;
    private final Script sweep;
    private final Topology redis;
    private final RedisKeys keys;
    private final String node;
    private final long keepMillis;

    ChannelScripts(Topology redis, RedisKeys keys, String node, PresenceConfig config) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.join = script("channel-join");
        this.leave = script("channel-leave");
        this.refresh = script("channel-refresh");
        this.read = script("channel-read");
        this.sweep = script("channel-sweep");
        // As for connections of identities: longer than a dead node counts, so that there is something to sweep.
        this.keepMillis = Math.max(config.expiry().toMillis(), config.grace().toMillis()) * 4;
    }

    private Script script(String name) {
        Script script = new Script(redis.pubSub().script, COMMON, name);
        redis.preload(script);
        return script;
    }

    Future<Step> join(Topic topic, String connection, ChannelMember member) {
        return call(join, node, topic, connection, member.user(), member.encoded()).map(ChannelScripts::step);
    }

    Future<Step> leave(Topic topic, String connection, Duration grace) {
        return call(leave, node, topic, connection, Long.toString(grace.toMillis())).map(ChannelScripts::step);
    }

    Future<Step> refresh(Topic topic) {
        return call(refresh, node, topic).map(ChannelScripts::step);
    }

    /** Some connections of a dead node leave. {@return how many it has left} */
    Future<Integer> sweep(Topic topic, String deadNode) {
        return call(sweep, deadNode, topic).map(reply -> step(reply).connections());
    }

    Future<ChannelState> read(Topic topic, int limit) {
        return call(read, node, topic, Integer.toString(limit)).map(reply -> {
            List<ChannelState.Present> present = new ArrayList<>();
            for (int i = 3; i < reply.size(); i += 2) {
                present.add(new ChannelState.Present(ChannelMember.decode(reply.get(i).toString()),
                        Integer.parseInt(reply.get(i + 1).toString())));
            }
            return new ChannelState(Long.parseLong(reply.get(1).toString()), reply.get(2).toInteger(), present);
        });
    }

    /** {@return the connections of this node that Redis has in a channel} */
    Future<List<String>> connections(Topic topic) {
        String key = keys.channelPresence(topic, node).get(3);
        return redis.send(key, Request.cmd(Command.HKEYS).arg(key))
                .map(reply -> reply.stream().map(Response::toString).toList());
    }

    /** Lets the others know in which channels to sweep, should this node die. */
    Future<Void> remember(List<Topic> topics) {
        return redis.send(keys.channels(node), list(Command.SADD, topics)).compose(v -> keepList()).mapEmpty();
    }

    /** {@return whether there was a list to keep} */
    Future<Boolean> keepList() {
        String key = keys.channels(node);
        return redis.send(key, Request.cmd(Command.PEXPIRE).arg(key).arg(keepMillis * 5))
                .map(known -> known.toInteger() == 1);
    }

    Future<Void> forget(Topic topic) {
        return redis.send(keys.channels(node), list(Command.SREM, List.of(topic))).mapEmpty();
    }

    Future<List<Topic>> topics(String deadNode) {
        String key = keys.channels(deadNode);
        return redis.send(key, Request.cmd(Command.SMEMBERS).arg(key))
                .map(reply -> reply.stream().map(one -> decode(one.toString())).toList());
    }

    Future<Void> forgetAll(String deadNode) {
        String key = keys.channels(deadNode);
        return redis.send(key, Request.cmd(Command.DEL).arg(key)).mapEmpty();
    }

    private Request list(Command command, List<Topic> topics) {
        Request request = Request.cmd(command).arg(keys.channels(node));
        topics.forEach(topic -> request.arg(encode(topic)));
        return request;
    }

    private Future<Response> call(Script script, String ofNode, Topic topic, String... further) {
        List<String> arguments = new ArrayList<>(List.of(keys.data(topic),
                announcement("joined", topic), announcement("left", topic), Long.toString(keepMillis)));
        arguments.addAll(List.of(further));
        return script.call(redis, keys.channelPresence(topic, ofNode), arguments);
    }

    private static String announcement(String name, Topic topic) {
        return Payload.of(Frames.membership(name, topic.channel(), topic.pk())).toString();
    }

    private static Step step(Response reply) {
        return new Step(reply.get(0).toLong(), reply.size() > 1 ? reply.get(1).toInteger() : 0);
    }

    private static String encode(Topic topic) {
        return new JsonArray().add(topic.facility()).add(topic.channel()).add(topic.pk()).encode();
    }

    private static Topic decode(String json) {
        JsonArray a = new JsonArray(json);
        return new Topic(a.getString(0), a.getString(1), a.getString(2));
    }
}
