package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.BrokerListener;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** Brings each message off Redis to the connections of this node that subscribed to its topic; encoded once for all. */
@Singleton
public final class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    private final Map<EventLoop, Shard> shards = new ConcurrentHashMap<>();
    /** The shards that have subscribers of a Redis channel. The lists are never changed, only replaced. */
    private final Map<String, List<Shard>> routes = new ConcurrentHashMap<>();
    private final Broker broker;
    private final RedisKeys keys;
    private final Metrics metrics;
    private final Duration pingInterval;
    private final Feeds feeds;
    private volatile Function<String, SlowConsumer> policies;

    @Inject
    public Hub(Broker broker, History history, RedisKeys keys, Metrics metrics, Ws4RedisConfig config) {
        this.broker = broker;
        this.keys = keys;
        this.metrics = metrics;
        this.pingInterval = config.pingInterval();
        this.feeds = new Feeds(broker, history, metrics);
    }

    /**
     * Begins to listen to the broker.
     *
     * @param onGap called, on any thread, with the Redis channels of which connections may have missed messages; those of
     *        topics with history are looked after
     * @param slowConsumers what becomes of a channel's messages for connections that do not keep up
     */
    public void start(Consumer<Collection<String>> onGap, Function<String, SlowConsumer> slowConsumers) {
        policies = slowConsumers;
        broker.listener(new BrokerListener() {
            @Override
            public void onMessage(String redisChannel, Buffer payload) {
                deliver(redisChannel, payload);
            }

            @Override
            public void onGap(Collection<String> redisChannels) {
                feeds.suspend(redisChannels);
                onGap.accept(redisChannels);
            }

            @Override
            public void onRestored(Collection<String> redisChannels) {
                LOG.debugf("%d subscriptions restored", redisChannels.size());
                feeds.resume(redisChannels);
            }
        });
    }

    /** A connection has opened; it is kept alive by pings. On its event loop. */
    public void opened(Outbound outbound) {
        shard(outbound).pinger().add(outbound);
    }

    /** A connection is gone. On its event loop. */
    public void closed(Outbound outbound) {
        shard(outbound).pinger().remove(outbound);
    }

    /**
     * Subscribes a connection. Called on its event loop, where the result arrives too: every message that is published after
     * that reaches the connection.
     *
     * @param outbound the way out to the connection
     * @param topic what to subscribe to
     * @return completes when Redis has confirmed; fails if it did not
     */
    public Future<Void> join(Outbound outbound, Topic topic) {
        String redisChannel = keys.data(topic.channel(), topic.pk(), topic.facility());
        Shard shard = shard(outbound);
        if (outbound.isClosed()) {
            // Nobody would take it out again.
            return Future.succeededFuture();
        }
        if (shard.hasSubscribers(redisChannel) && broker.available(redisChannel)) {
            // This node has the channel: there is nothing to wait for, and no other thread to ask.
            shard.add(redisChannel, outbound, policies.apply(topic.channel()));
            return Future.succeededFuture();
        }
        Promise<Void> joined = Promise.promise();
        broker.subscribe(redisChannel).onComplete(confirmed -> outbound.loop().execute(() -> {
            if (confirmed.failed()) {
                joined.fail(confirmed.cause());
                return;
            }
            // Of a shard's subscribers only the first counts for the broker.
            if (outbound.isClosed() || !enter(shard, redisChannel, outbound, policies.apply(topic.channel()))) {
                broker.unsubscribe(redisChannel);
            }
            joined.complete();
        }));
        return joined.future();
    }

    /**
     * Subscribes a connection to a topic with history. Called on its event loop, where the result arrives too. From then on the
     * connection gets every message, in order and once; if some cannot be had, {@link Outbound} ends instead.
     *
     * @param outbound the way out to the connection
     * @param topic what to subscribe to
     * @param retention how much of the topic is kept
     * @param from the position up to which the connection has everything; {@code null} if it begins now
     * @return where the connection is, and what it missed: to be written before anything else is; fails if Redis is away
     */
    public Future<Catchup> join(Outbound outbound, Topic topic, Retention retention, Position from) {
        return feeds.join(shard(outbound), outbound, keys.data(topic.channel(), topic.pk(), topic.facility()), topic,
                retention, from);
    }

    /** Ends a subscription, if there is one. Called on the connection's event loop. */
    public void leave(Outbound outbound, Topic topic) {
        String redisChannel = keys.data(topic.channel(), topic.pk(), topic.facility());
        Shard shard = shard(outbound);
        if (!shard.remove(redisChannel, outbound)) {
            return;
        }
        if (feeds.contains(redisChannel)) {
            feeds.leave(shard, redisChannel);
        } else if (!shard.hasSubscribers(redisChannel)) {
            routes.computeIfPresent(redisChannel, (k, route) -> without(route, shard));
            broker.unsubscribe(redisChannel);
        }
    }

    /** {@return whether it is the first of its shard} */
    private boolean enter(Shard shard, String redisChannel, Outbound outbound, SlowConsumer policy) {
        boolean first = !shard.hasSubscribers(redisChannel);
        shard.add(redisChannel, outbound, policy);
        if (first) {
            routes.merge(redisChannel, List.of(shard), (route, one) -> with(route, shard));
        }
        return first;
    }

    private static List<Shard> with(List<Shard> route, Shard shard) {
        List<Shard> longer = new ArrayList<>(route);
        longer.add(shard);
        return List.copyOf(longer);
    }

    private static List<Shard> without(List<Shard> route, Shard shard) {
        List<Shard> shorter = route.stream().filter(other -> other != shard).toList();
        return shorter.isEmpty() ? null : shorter;
    }

    private Shard shard(Outbound outbound) {
        return shards.computeIfAbsent(outbound.loop(), loop -> new Shard(loop, pingInterval, metrics::delivered));
    }

    private void deliver(String redisChannel, Buffer payload) {
        if (!Payload.isReadable(payload)) {
            LOG.warnf("Message of an unknown version on %s dropped; is another program publishing there?", redisChannel);
            metrics.dropped();
            return;
        }
        boolean hasPosition = Payload.hasPosition(payload);
        if (hasPosition && feeds.accept(redisChannel, payload)) {
            return;
        }
        List<Shard> route = routes.get(redisChannel);
        if (route == null) {
            feeds.relay(redisChannel, payload);
            return;
        }
        ByteBuf frame = hasPosition
                ? TextFrame.of(Payload.positionedFrame(payload), 0)
                : TextFrame.of(payload, Payload.HEADER);
        for (Shard shard : route) {
            shard.offer(redisChannel, frame.retain());
        }
        frame.release();
    }
}
