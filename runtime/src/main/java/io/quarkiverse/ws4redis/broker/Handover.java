package io.quarkiverse.ws4redis.broker;

import java.util.List;

import io.quarkiverse.ws4redis.config.PresenceConfig;
import io.vertx.core.Future;

/**
 * The end of a node whose users go to others: for a grace period the node stands in for those who have no other connection,
 * so that who comes back in time was never offline. It is then one of the others that finds the node's lease over, as if
 * the node had died, and calls the hooks for those who did not.
 */
final class Handover {

    private final Script handover = new Script("handover");
    private final Script retire = new Script("retire");
    private final Topology redis;
    private final RedisKeys keys;
    private final String node;
    private final Sweeper sweeper;
    private final long expiryMillis;
    private final long graceMillis;

    Handover(Topology redis, RedisKeys keys, String node, Sweeper sweeper, PresenceConfig config) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.sweeper = sweeper;
        this.expiryMillis = config.expiry().toMillis();
        this.graceMillis = config.grace().toMillis();
    }

    /** {@return whether there is another node that can take over} */
    Future<Boolean> isPossible() {
        return lease(expiryMillis).map(others -> others > 0);
    }

    /** A connection goes; its identity does not, for now. */
    Future<Void> leave(Member member) {
        Member standIn = new Member(member.kind(), member.pk(), member.uuid(), "", false, member.authenticator());
        return sweeper.remember(standIn)
                .compose(v -> handover.call(redis, keys.presence(member.kind(), member.pk()),
                        List.of(encoded(member.connectionId()), encoded(""), Long.toString(graceMillis),
                                Long.toString(Math.max(expiryMillis, graceMillis) * 4))))
                .mapEmpty();
    }

    /** This node is as good as dead when the grace period is over. */
    Future<Void> retire() {
        return lease(graceMillis).mapEmpty();
    }

    private Future<Integer> lease(long millis) {
        return retire.call(redis, keys.nodes(), List.of(node, Long.toString(millis))).map(others -> others.toInteger());
    }

    private String encoded(String connectionId) {
        return new ConnectionRef(node, connectionId).encoded();
    }
}
