package io.quarkiverse.ws4redis.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Who is present in channels, on all nodes. This node's own connections are the truth that Redis is compared with at every
 * refresh: what it lost, or what it still has of a connection that ended while it was away, is mended then. May be called
 * from any thread.
 */
@Singleton
public final class ChannelPresence {

    private static final Logger LOG = Logger.getLogger(ChannelPresence.class);

    /** The clocks of Redis and of this node do not tick together. */
    private static final long TICK_MILLIS = 5;

    private final Vertx vertx;
    private final ChannelScripts scripts;
    private final Metrics metrics;
    private final Duration grace;
    private final int maxMembers;

    // The lock also covers handing commands over to Redis: their order there is that of the changes here.
    private final Map<Topic, Map<String, ChannelMember>> connections = new HashMap<>();
    private final Set<Topic> doubtful = new HashSet<>();
    private final Set<Topic> awaiting = new HashSet<>();

    private volatile Runnable beforeJoin = () -> {
    };

    @Inject
    ChannelPresence(Vertx vertx, Broker broker, RedisKeys keys, NodeId node, Metrics metrics, Ws4RedisConfig config) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.scripts = new ChannelScripts(broker.redis(), keys, node.value(), config.presence());
        this.grace = config.presence().grace();
        this.maxMembers = config.presence().maxMembers();
    }

    /** What is done before anybody joins: who counts on a node that the others have forgotten would never be found by them. */
    void beforeJoin(Runnable action) {
        beforeJoin = action;
    }

    /**
     * A connection of this node is in a channel from now on.
     *
     * @param topic the channel
     * @param connectionId the connection
     * @param member whose connection it is
     * @return done when Redis knows; if it fails, it is tried again until it works
     */
    public synchronized Future<Void> join(Topic topic, String connectionId, ChannelMember member) {
        beforeJoin.run();
        Map<String, ChannelMember> here = connections.get(topic);
        if (here == null) {
            here = new HashMap<>();
            connections.put(topic, here);
            // Known to the sweepers first: who counts without being known would count for too long.
            mark(topic, scripts.remember(List.of(topic)));
        }
        if (here.put(connectionId, member) == null) {
            metrics.present(topic.channel());
        }
        return done(topic, scripts.join(topic, connectionId, member));
    }

    /**
     * A connection of this node is not in a channel any more; nothing happens if it was not.
     *
     * @param topic the channel
     * @param connectionId the connection
     */
    public synchronized void leave(Topic topic, String connectionId) {
        Map<String, ChannelMember> here = connections.get(topic);
        if (here == null || here.remove(connectionId) == null) {
            return;
        }
        metrics.absent(topic.channel());
        done(topic, scripts.leave(topic, connectionId, grace));
        if (here.isEmpty()) {
            connections.remove(topic);
            mark(topic, scripts.forget(topic));
        }
    }

    /** {@return who is present in a channel} */
    public Future<ChannelState> read(Topic topic) {
        return scripts.read(topic, maxMembers);
    }

    /** Confirms this node's connections, and mends what is not as it should be. */
    void refresh() {
        Set<Topic> all;
        synchronized (this) {
            all = new LinkedHashSet<>(connections.keySet());
            all.addAll(doubtful);
        }
        keepList();
        Parts.inTurn(all.iterator(), part -> Future.join(part.stream().map(this::refresh).toList())
                .onFailure(e -> LOG.debugf("Presence in channels not refreshed: %s", e.getMessage())));
    }

    private synchronized Future<Void> refresh(Topic topic) {
        if (doubtful.remove(topic)) {
            return mend(topic);
        }
        int expected = connections.getOrDefault(topic, Map.of()).size();
        return scripts.refresh(topic).onFailure(e -> doubt(topic)).compose(step -> {
            settleLater(topic, step.nextGone());
            return step.connections() == expected ? Future.succeededFuture() : mend(topic);
        });
    }

    /** What is here and not there joins again; what is there and not here leaves. */
    private synchronized Future<Void> mend(Topic topic) {
        LOG.debugf("Presence in %s is mended", topic);
        List<Future<?>> steps = new ArrayList<>();
        Map<String, ChannelMember> here = connections.getOrDefault(topic, Map.of());
        if (!here.isEmpty()) {
            steps.add(scripts.remember(List.of(topic)));
        }
        here.forEach((connection, member) -> steps.add(scripts.join(topic, connection, member)));
        steps.add(scripts.connections(topic).compose(there -> removeAllBut(topic, there)));
        return mark(topic, Future.join(steps).compose(v -> scripts.refresh(topic)))
                .onSuccess(step -> settleLater(topic, step.nextGone())).mapEmpty();
    }

    private synchronized Future<Void> removeAllBut(Topic topic, List<String> there) {
        Map<String, ChannelMember> here = connections.getOrDefault(topic, Map.of());
        List<Future<?>> steps = new ArrayList<>();
        there.stream().filter(connection -> !here.containsKey(connection))
                .forEach(connection -> steps.add(scripts.leave(topic, connection, grace)));
        if (here.isEmpty()) {
            steps.add(scripts.forget(topic));
        }
        return Future.join(steps).mapEmpty();
    }

    /** Redis may have forgotten what the sweepers must know. */
    private void keepList() {
        scripts.keepList().onSuccess(known -> {
            if (!known) {
                remember();
            }
        }).onFailure(e -> LOG.debugf("List of channels not kept: %s", e.getMessage()));
    }

    /** Tells the sweepers again, after this node had been taken for dead or Redis had forgotten. */
    synchronized void remember() {
        Parts.of(List.copyOf(connections.keySet()), Parts.SIZE).forEach(part -> scripts.remember(part)
                .onFailure(e -> LOG.debugf("Channels not remembered: %s", e.getMessage())));
    }

    /** Removes a dead node from all channels; nobody waits for its connections any more. */
    Future<Void> sweep(String deadNode) {
        return scripts.topics(deadNode).compose(topics -> {
            Future<Void> all = Future.succeededFuture();
            for (Topic topic : topics) {
                all = all.compose(v -> sweep(topic, deadNode));
            }
            return all.compose(v -> scripts.forgetAll(deadNode));
        });
    }

    private Future<Void> sweep(Topic topic, String deadNode) {
        return scripts.sweep(topic, deadNode).compose(left -> left > 0 ? sweep(topic, deadNode) : Future.succeededFuture());
    }

    /** Orderly end: all connections of this node are gone. */
    synchronized Future<Void> leaveAll() {
        List<Future<?>> steps = new ArrayList<>();
        connections.forEach((topic, here) -> here.keySet()
                .forEach(connection -> steps.add(scripts.leave(topic, connection, grace))));
        connections.clear();
        return Future.join(steps).mapEmpty();
    }

    private Future<Void> done(Topic topic, Future<ChannelScripts.Step> step) {
        return mark(topic, step).onSuccess(s -> settleLater(topic, s.nextGone())).mapEmpty();
    }

    private <T> Future<T> mark(Topic topic, Future<T> step) {
        return step.onFailure(e -> {
            LOG.debugf("Presence in %s may not be as it should: %s", topic, e.getMessage());
            doubt(topic);
        });
    }

    private synchronized void doubt(Topic topic) {
        doubtful.add(topic);
    }

    /** Somebody has no connections any more: looks again when the grace period is over, whether or not this node has a subscriber. */
    private synchronized void settleLater(Topic topic, long millis) {
        if (millis >= 0 && awaiting.add(topic)) {
            vertx.setTimer(millis + TICK_MILLIS, t -> settle(topic));
        }
    }

    private void settle(Topic topic) {
        synchronized (this) {
            awaiting.remove(topic);
        }
        mark(topic, scripts.refresh(topic)).onSuccess(step -> settleLater(topic, step.nextGone()));
    }
}
