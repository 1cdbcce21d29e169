package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Who is online, anywhere. Every connection counts by itself, with an expiry that its node keeps moving; what a dead node
 * leaves behind stops counting by itself and is removed by one of the others. May be called from any thread.
 */
@Singleton
public final class Presence {

    private static final Logger LOG = Logger.getLogger(Presence.class);

    private final Script join = new Script("join");
    private final Script leave = new Script("leave");
    private final Script live = new Script("live");
    private final Members members = new Members();
    private final Vertx vertx;
    private final ChannelPresence channels;
    private final Topology redis;
    private final RedisKeys keys;
    private final String node;
    private final String expiry;
    private final long refreshMillis;
    private final Sweeper sweeper;
    private final Handover handover;
    private final Confirmations confirmations;
    private final Departures departures;
    private volatile boolean handingOver;
    private volatile long timer = -1;

    private PresenceListener listener;

    @Inject
    Presence(Vertx vertx, Broker broker, ChannelPresence channels, RedisKeys keys, NodeId node, Ws4RedisConfig config) {
        this(vertx, broker, channels, keys, node, config, System::nanoTime);
    }

    Presence(Vertx vertx, Broker broker, ChannelPresence channels, RedisKeys keys, NodeId node, Ws4RedisConfig config,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.channels = channels;
        this.redis = broker.redis();
        this.keys = keys;
        this.node = node.value();
        this.expiry = Long.toString(config.presence().expiry().toMillis());
        this.refreshMillis = config.presence().refresh().toMillis();
        this.sweeper = new Sweeper(redis, keys, node.value(), config.presence().expiry(), this::leaveRedis, channels, nanoTime);
        this.handover = new Handover(redis, keys, node.value(), sweeper, config.presence());
        this.confirmations = new Confirmations(redis, keys, node.value(), expiry);
        this.departures = new Departures(member -> redis.isUp(keys.presence(member.kind(), member.pk())), members::contains,
                member -> leaveRedis(this.node, member), this::forget);
    }

    /** Begins to keep this node's connections alive and to look for dead nodes. */
    public void start(PresenceListener newListener) {
        listener = newListener;
        channels.beforeJoin(this::renewOverdueLease);
        timer = vertx.setPeriodic(refreshMillis, t -> tick());
        tick();
    }

    /**
     * Counts a connection.
     *
     * @param member the connection
     * @param limit how many live connections its identity may have, this one included; without meaning for onlyOne
     * @return what followed; fails with {@link TooManyConnectionsException} or {@link LinkDownException}
     */
    public Future<Joined> join(Member member, int limit) {
        renewOverdueLease();
        departures.returning(member);
        Future<Void> known = sweeper.remember(member);
        Future<Response> counted = count(member, limit, known);
        return Future.join(known, counted).compose(v -> joined(member, counted.result())).onSuccess(joined -> {
            members.add(member);
            departures.returned(member);
        }).onFailure(e -> {
            if (!(e instanceof TooManyConnectionsException) && (mayHaveHappened(known) || mayHaveHappened(counted))) {
                departures.add(member, false);
            }
            departures.notReturned(member);
        });
    }

    /**
     * Known to the sweepers first: what counts without being known keeps its identity from being offline when the node has died.
     * Nobody needs to wait in between where the order stays the same anyway.
     */
    private Future<Response> count(Member member, int limit, Future<Void> known) {
        String key = keys.presence(member.kind(), member.pk());
        List<String> arguments = List.of(encoded(member.connectionId()), expiry, Integer.toString(limit),
                member.onlyOne() ? "1" : "0");
        return redis.isInOrder(keys.members(node), key)
                ? join.call(redis, key, arguments)
                : known.compose(v -> join.call(redis, key, arguments));
    }

    private Future<Joined> joined(Member member, Response reply) {
        if (reply.get(0).toInteger() < 0) {
            forget(List.of(member));
            return Future.failedFuture(new TooManyConnectionsException());
        }
        List<ConnectionRef> replaced = new ArrayList<>();
        for (int i = 1; i < reply.size(); i++) {
            replaced.add(ConnectionRef.decode(reply.get(i).toString()));
        }
        return Future.succeededFuture(new Joined(reply.get(0).toInteger() == 1, replaced));
    }

    /** While Redis is away nothing is sent, and there is nothing to take back of any of the many who try. */
    private static boolean mayHaveHappened(Future<?> step) {
        return step.succeeded() || !(step.cause() instanceof LinkDownException down) || down.isUncertain();
    }

    /**
     * Counts a connection no more.
     *
     * @param member the connection
     * @return whether it was the last one of its identity, true once at the most; if it fails, it is tried again until it
     *         works, and the listener is told
     */
    public Future<Boolean> leave(Member member) {
        members.remove(member);
        Future<Boolean> left = handingOver ? handover.leave(member).map(false) : leaveRedis(node, member);
        return left.onSuccess(last -> forget(List.of(member))).onFailure(e -> departures.add(member, true));
    }

    /** {@return whether an identity is online: it has a live connection anywhere, or had one on a node that just ended} */
    public Future<Boolean> isOnline(String kind, String pk) {
        return counted(kind, pk).map(reply -> reply.size() > 0);
    }

    /** {@return the live connections of an identity, on all nodes} */
    public Future<List<ConnectionRef>> connections(String kind, String pk) {
        return counted(kind, pk).map(reply -> reply.stream().map(one -> ConnectionRef.decode(one.toString()))
                .filter(ref -> !ref.isStandIn()).toList());
    }

    private Future<Response> counted(String kind, String pk) {
        return live.call(redis, keys.presence(kind, pk), List.of());
    }

    /**
     * Begins the end of this node: who leaves from now on may come back by another node without having been offline, if
     * there is one.
     *
     * @return done when that is so; never fails
     */
    public Future<Void> handOver() {
        return handover.isPossible().onSuccess(possible -> handingOver = possible)
                .onFailure(e -> LOG.debugf("Presence not handed over: %s", e.getMessage())).<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /**
     * Orderly end: all connections of this node stop to count.
     *
     * @return those that were the last of their identity
     */
    public Future<List<Member>> leaveAll() {
        vertx.cancelTimer(timer);
        List<Member> lasts = Collections.synchronizedList(new ArrayList<>());
        List<Future<Boolean>> gone = members.all().stream()
                .map(member -> leave(member).onSuccess(last -> {
                    if (last) {
                        lasts.add(member);
                    }
                })).toList();
        return Future.join(Future.join(gone), channels.leaveAll())
                .transform(result -> handingOver ? handover.retire() : end(result.succeeded()))
                .onFailure(e -> LOG.debugf("Node leaves the end of its presence to others: %s", e.getMessage()))
                .otherwiseEmpty().map(v -> List.copyOf(lasts));
    }

    /** With something left behind, the lease stays until it is over, so that another node finds and removes that. */
    private Future<Void> end(boolean nothingLeft) {
        return nothingLeft
                ? redis.send(keys.nodes(), Request.cmd(Command.ZREM).arg(keys.nodes()).arg(node)).mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Boolean> leaveRedis(String ofNode, Member member) {
        return leave.call(redis, keys.presence(member.kind(), member.pk()),
                List.of(new ConnectionRef(ofNode, member.connectionId()).encoded())).map(last -> last.toInteger() == 1);
    }

    /** Who counts on a node that the others have forgotten would never be found by them. */
    void renewOverdueLease() {
        if (sweeper.isLeaseOver()) {
            renewLease();
        }
    }

    private Future<Void> renewLease() {
        return sweeper.lease(members::inOrderOfConfirmation, listener)
                .onFailure(e -> LOG.debugf("Lease not renewed: %s", e.getMessage()));
    }

    /**
     * Confirms what this node has, and looks after the others.
     *
     * @return done when it is, or cannot be
     */
    Future<?> tick() {
        if (!redis.isAnyUp()) {
            return Future.succeededFuture();
        }
        Future<Void> leased = renewLease();
        departures.tell(listener::onOffline);
        channels.refresh();
        // A link that is lost on the way is no reason to try all the others.
        Future<Void> confirmed = Parts.inTurn(members.inOrderOfConfirmation(),
                part -> redis.isAnyUp() ? refresh(part) : Future.succeededFuture());
        return Future.join(leased, confirmed);
    }

    private Future<?> refresh(List<Member> part) {
        return confirmations.confirm(part, this::refreshed)
                .onFailure(e -> LOG.debugf("Presence not refreshed: %s", e.getMessage()));
    }

    private void refreshed(Member member, int outcome) {
        if (!members.contains(MemberKey.of(member))) {
            // It left while it was refreshed, and may have been put back.
            departures.add(member, false);
        } else if (outcome == Confirmations.REPLACED) {
            members.remove(member);
            listener.onReplaced(member.connectionId());
        } else if (outcome == Confirmations.BACK_ONLINE) {
            listener.onOnline(member);
        }
    }

    /** The sweepers need not know them any more; if that fails, it is tried again until it works. */
    private void forget(List<Member> gone) {
        sweeper.forget(node, gone).onFailure(e -> gone.forEach(member -> departures.add(member, false)));
    }

    private String encoded(String connectionId) {
        return new ConnectionRef(node, connectionId).encoded();
    }
}
