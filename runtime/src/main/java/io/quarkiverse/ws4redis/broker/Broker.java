package io.quarkiverse.ws4redis.broker;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

/**
 * Publish and subscribe over any number of nodes. May be called from any thread; its futures complete on any thread.
 */
@Singleton
public final class Broker {

    private static final String DEFAULT_CLIENT = "<default>";

    private final RedisLink link;

    @Inject
    Broker(Vertx vertx, @Any Instance<Redis> clients, Ws4RedisBuildTimeConfig buildTime, Ws4RedisConfig config,
            RedisKeys keys, NodeId node, Metrics metrics) {
        this(vertx, client(clients, buildTime.redisClient()), config, keys, node, metrics);
    }

    Broker(Vertx vertx, Redis redis, Ws4RedisConfig config, RedisKeys keys, NodeId node, Metrics metrics) {
        this.link = new RedisLink(vertx, redis, config.redis(), metrics, keys.probe(node.value()));
    }

    private static Redis client(Instance<Redis> clients, String name) {
        return name.equals(DEFAULT_CLIENT)
                ? clients.select(Default.Literal.INSTANCE).get()
                : clients.select(RedisClientName.Literal.of(name)).get();
    }

    RedisLink link() {
        return link;
    }

    /** Sets who gets the messages; once, before {@link #start}. */
    public void listener(BrokerListener listener) {
        link.listener(listener);
    }

    /**
     * Connects, again and again until it works.
     *
     * @return completes when the first attempt has ended, well or not; never fails
     */
    public Future<Void> start() {
        return link.start();
    }

    /** Closes the link for good. */
    public void stop() {
        link.stop();
    }

    /** {@return whether the link works: the last probe came back in time} */
    public boolean available() {
        return link.isUp();
    }

    /**
     * Adds a user of a Redis channel.
     *
     * @param redisChannel the channel
     * @return completes when Redis has confirmed; fails with {@link LinkDownException}, and then the user does not count
     */
    public Future<Void> subscribe(String redisChannel) {
        return link.subscribe(redisChannel);
    }

    /** Removes a user; some time after the last one is gone, the channel is unsubscribed. */
    public void unsubscribe(String redisChannel) {
        link.unsubscribe(redisChannel);
    }

    /** Runs something on the link's event loop, on which the listener is called; at once for a caller that is there. */
    public void execute(Runnable task) {
        link.execute(task);
    }

    /**
     * Publishes.
     *
     * @param redisChannel the channel
     * @param payload the payload
     * @return how many nodes received it; fails with {@link LinkDownException}
     */
    public Future<Published> publish(String redisChannel, Buffer payload) {
        return link.send(Request.cmd(Command.PUBLISH).arg(redisChannel).arg(payload))
                .map(reply -> new Published(reply.toInteger(), Published.NO_OFFSET));
    }
}
