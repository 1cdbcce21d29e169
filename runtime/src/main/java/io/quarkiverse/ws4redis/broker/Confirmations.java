package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;

/**
 * Confirms to Redis that connections of this node live, with one script call for as many as may be named together: there are tens
 * of thousands of them, each of which is confirmed some times a minute. Any thread.
 */
final class Confirmations {

    /** What Redis answers about a connection: its place has been taken by another one. */
    static final int REPLACED = 1;
    /** What Redis answers about a connection: its identity had been taken for offline. */
    static final int BACK_ONLINE = 2;

    /** Large enough that many cost little, small enough not to block Redis. */
    private static final int TOGETHER = 64;

    private final Script refresh = new Script("refresh");
    private final Topology redis;
    private final RedisKeys keys;
    private final String node;
    private final String expiry;
    private volatile int together = TOGETHER;

    /** {@code expiry} in milliseconds. */
    Confirmations(Topology redis, RedisKeys keys, String node, String expiry) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.expiry = expiry;
    }

    /**
     * Confirms some connections.
     *
     * @param members the connections
     * @param answers gets each of them that Redis has answered about, and what
     * @return complete when all have been answered; fails if one has not
     */
    Future<?> confirm(List<Member> members, BiConsumer<Member, Integer> answers) {
        List<List<Member>> groups = redis.together(members, this::key, together);
        List<Future<Response>> replies = refresh.callAll(redis, groups.stream().map(this::call).toList());
        for (int i = 0; i < groups.size(); i++) {
            List<Member> group = groups.get(i);
            replies.get(i).onSuccess(reply -> {
                for (int j = 0; j < group.size(); j++) {
                    answers.accept(group.get(j), reply.get(j).toInteger());
                }
            });
        }
        replies.forEach(reply -> reply.onFailure(this::failed));
        return Future.join(replies);
    }

    /**
     * A single address can have slots behind it, or a key is not what it should be: then they go one by one, from the next time
     * on, so that none suffers by another.
     */
    private void failed(Throwable cause) {
        if (RedisError.is(cause, "CROSSSLOT") || cause instanceof LinkDownException down && down.isFaultOfCommand()) {
            together = 1;
        }
    }

    private Script.Call call(List<Member> group) {
        List<String> arguments = new ArrayList<>(1 + 2 * group.size());
        arguments.add(expiry);
        group.forEach(member -> {
            arguments.add(new ConnectionRef(node, member.connectionId()).encoded());
            arguments.add(member.onlyOne() ? "1" : "0");
        });
        return new Script.Call(group.stream().map(this::key).toList(), arguments);
    }

    private String key(Member member) {
        return keys.presence(member.kind(), member.pk());
    }
}
