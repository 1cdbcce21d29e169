package io.quarkiverse.ws4redis.hub;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.netty.channel.EventLoop;
import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.BrokerListener;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Brings each message off Redis to the connections of this node that subscribed to its topic; encoded once for all. */
@Singleton
public final class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Hub.class);

    /** A node of another version sends nothing else. */
    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

    private final Map<EventLoop, Shard> shards = new ConcurrentHashMap<>();
    private final Broker broker;
    private final RedisKeys keys;
    private final Metrics metrics;
    private final Tracing tracing;
    private final Duration pingInterval;
    private final Routes routes;
    private final Feeds feeds;
    private final Pace unreadable = new Pace(WARNING_INTERVAL);
    private volatile Function<String, SlowConsumer> policies;

    @Inject
    public Hub(Broker broker, History history, RedisKeys keys, Metrics metrics, Tracing tracing, Ws4RedisConfig config) {
        this.broker = broker;
        this.keys = keys;
        this.metrics = metrics;
        this.tracing = tracing;
        this.pingInterval = config.pingInterval();
        this.routes = new Routes(broker);
        this.feeds = new Feeds(broker, history, metrics, tracing);
    }

    /** Ends what goes on by itself. */
    public void stop() {
        shards.values().forEach(shard -> shard.pinger().stop());
    }

    /**
     * Begins to listen to the broker.
     *
     * @param slowConsumers what becomes of a channel's messages for connections that do not keep up
     * @param restored told of Redis channels, the nodes' own included, whose gap has ended; on the links' event loop
     */
    public void start(Function<String, SlowConsumer> slowConsumers, Consumer<Collection<String>> restored) {
        policies = slowConsumers;
        broker.listener(new BrokerListener() {
            @Override
            public void onMessage(String redisChannel, Buffer payload) {
                deliver(redisChannel, payload);
            }

            @Override
            public void onGap(Collection<String> redisChannels) {
                feeds.suspend(redisChannels);
                routes.missed(redisChannels);
            }

            @Override
            public void onRestored(Collection<String> redisChannels) {
                LOG.debugf("%d subscriptions restored", redisChannels.size());
                feeds.resume(redisChannels);
                restored.accept(redisChannels);
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
     * that reaches the connection; if there may be a gap, {@link Outbound} ends instead.
     *
     * @param outbound the way out to the connection
     * @param topic what to subscribe to
     * @return completes when Redis has confirmed; fails if it did not
     */
    public Future<Void> join(Outbound outbound, Topic topic) {
        return routes.join(shard(outbound), outbound, redisChannel(topic), policies.apply(topic.channel()));
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
        return feeds.join(shard(outbound), outbound, redisChannel(topic), topic, retention, from);
    }

    /** Ends a subscription, if there is one. Called on the connection's event loop. */
    public void leave(Outbound outbound, Topic topic) {
        String redisChannel = redisChannel(topic);
        Shard shard = shard(outbound);
        if (!shard.remove(redisChannel, outbound)) {
            return;
        }
        if (feeds.contains(redisChannel)) {
            feeds.leave(shard, redisChannel);
        } else {
            routes.leave(shard, redisChannel);
        }
    }

    /**
     * Finds the connections that have subscribed to a topic. From any thread.
     *
     * @param topic the topic
     * @param action gets each of them on its event loop, in order with the topic's messages; must not join or leave
     */
    public void forEachSubscriber(Topic topic, Consumer<OutboundListener> action) {
        String redisChannel = redisChannel(topic);
        broker.execute(() -> {
            Route route = routes.get(redisChannel);
            Route found = route == null ? feeds.route(redisChannel) : route;
            if (found != null) {
                found.forEachSubscriber(action);
            }
        });
    }

    private String redisChannel(Topic topic) {
        return keys.data(topic);
    }

    private Shard shard(Outbound outbound) {
        return shards.computeIfAbsent(outbound.loop(), loop -> new Shard(loop, pingInterval, metrics::delivered));
    }

    private void deliver(String redisChannel, Buffer payload) {
        if (!Payload.isReadable(payload)) {
            if (unreadable.permits()) {
                OPERATOR.unknownVersion(redisChannel);
            }
            metrics.dropped();
            return;
        }
        if (Payload.hasPosition(payload) && feeds.accept(redisChannel, payload)) {
            return;
        }
        Route route = routes.get(redisChannel);
        if (route == null) {
            feeds.relay(redisChannel, payload);
            return;
        }
        route.deliver(TextFrame.of(payload, Payload.frameStart(payload)), tracing.received(redisChannel, payload));
    }
}
