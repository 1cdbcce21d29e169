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

    private final Script join = new Script(COMMON, "channel-join");
    private final Script leave = new Script(COMMON, "channel-leave");
    private final Script refresh = new Script(COMMON, "channel-refresh");
    private final Script read = new Script(COMMON, "channel-read");
    private final Script sweep = new Script(COMMON, "channel-sweep");
    private final RedisLink link;
    private final RedisKeys keys;
    private final String node;
    private final long keepMillis;

    ChannelScripts(RedisLink link, RedisKeys keys, String node, PresenceConfig config) {
        this.link = link;
        this.keys = keys;
        this.node = node;
        // As for connections of identities: longer than a dead node counts, so that there is something to sweep.
        List.of(join, leave, refresh, read, sweep).forEach(link::preload);
        this.keepMillis = Math.max(config.expiry().toMillis(), config.grace().toMillis()) * 4;
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
        return link.send(Request.cmd(Command.HKEYS).arg(keys.channelPresence(topic, node).get(3)))
                .map(reply -> reply.stream().map(Response::toString).toList());
    }

    /** Lets the others know in which channels to sweep, should this node die. */
    Future<Void> remember(List<Topic> topics) {
        return link.send(list(Command.SADD, topics)).compose(v -> keepList()).mapEmpty();
    }

    /** {@return whether there was a list to keep} */
    Future<Boolean> keepList() {
        return link.send(Request.cmd(Command.PEXPIRE).arg(keys.channels(node)).arg(keepMillis * 5))
                .map(known -> known.toInteger() == 1);
    }

    Future<Void> forget(Topic topic) {
        return link.send(list(Command.SREM, List.of(topic))).mapEmpty();
    }

    Future<List<Topic>> topics(String deadNode) {
        return link.send(Request.cmd(Command.SMEMBERS).arg(keys.channels(deadNode)))
                .map(reply -> reply.stream().map(one -> decode(one.toString())).toList());
    }

    Future<Void> forgetAll(String deadNode) {
        return link.send(Request.cmd(Command.DEL).arg(keys.channels(deadNode))).mapEmpty();
    }

    private Request list(Command command, List<Topic> topics) {
        Request request = Request.cmd(command).arg(keys.channels(node));
        topics.forEach(topic -> request.arg(encode(topic)));
        return request;
    }

    private Future<Response> call(Script script, String ofNode, Topic topic, String... further) {
        List<String> arguments = new ArrayList<>(List.of(keys.data(topic.channel(), topic.pk(), topic.facility()),
                announcement("joined", topic), announcement("left", topic), Long.toString(keepMillis)));
        arguments.addAll(List.of(further));
        return script.call(link, keys.channelPresence(topic, ofNode), arguments);
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
