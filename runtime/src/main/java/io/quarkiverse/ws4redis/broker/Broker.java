package io.quarkiverse.ws4redis.broker;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.interop.Interop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;

/**
 * Publish and subscribe over any number of nodes. May be called from any thread; its futures complete on any thread.
 */
@Singleton
public final class Broker {

    private final Topology redis;
    /** {@code null} without interop mode. */
    private final Exchange exchange;

    @Inject
    Broker(Topologies topologies, RedisKeys keys, Interop interop) {
        this(topologies.create(), keys, interop);
    }

    Broker(Topology redis, RedisKeys keys, Interop interop) {
        this.redis = redis;
        this.exchange = interop.isEnabled() ? new Exchange(redis, keys, interop) : null;
    }

    Topology redis() {
        return redis;
    }

    /** Sets who gets the messages; once, before {@link #start}. */
    public void listener(BrokerListener listener) {
        if (exchange == null) {
            redis.listener(listener);
        } else {
            exchange.listener(listener);
        }
    }

    /**
     * Connects, again and again until it works.
     *
     * @return completes when the first attempt has ended, well or not; never fails
     */
    public Future<Void> start() {
        return redis.start();
    }

    /** Closes the links for good. */
    public void stop() {
        redis.stop();
    }

    /** {@return whether all links work: their last probes came back in time} */
    public boolean available() {
        return redis.isUp();
    }

    /** {@return whether a Redis channel can be used, and who has subscribed to it misses nothing} */
    public boolean available(String redisChannel) {
        return redis.isUp(redisChannel);
    }

    /**
     * Adds a user of a Redis channel. Who asks on the links' event loop is answered there, before a gap that follows is told.
     *
     * @param redisChannel the channel
     * @return completes when Redis has confirmed; fails with {@link LinkDownException}, and then the user does not count
     */
    public Future<Void> subscribe(String redisChannel) {
        return exchange == null ? redis.subscribe(redisChannel) : exchange.subscribe(redisChannel);
    }

    /** Removes a user; some time after the last one is gone, the channel is unsubscribed. */
    public void unsubscribe(String redisChannel) {
        if (exchange == null) {
            redis.unsubscribe(redisChannel);
        } else {
            exchange.unsubscribe(redisChannel);
        }
    }

    /** {@return whether Django workers publish to a Redis channel too, so that its history is not all that was said} */
    public boolean isExchanged(String redisChannel) {
        return exchange != null && exchange.has(redisChannel);
    }

    /** Runs something on the links' event loop, on which the listener is called; at once for a caller that is there. */
    public void execute(Runnable task) {
        redis.execute(task);
    }

    /**
     * Publishes.
     *
     * @param redisChannel the channel
     * @param payload the payload
     * @return how many nodes received it; fails with {@link LinkDownException}
     */
    public Future<Published> publish(String redisChannel, Buffer payload) {
        return redis.send(redisChannel, Request.cmd(redis.pubSub().publish).arg(redisChannel).arg(payload))
                .map(reply -> new Published(reply.toInteger(), Published.NO_OFFSET));
    }
}
