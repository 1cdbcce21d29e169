package io.quarkiverse.ws4redis.hub;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * The topics with history that have subscribers on this node. They are changed on the links' event loop only, in one order with
 * the messages; a subscriber is added by what goes through its shard's inbox, again in order with the messages.
 */
final class Feeds {

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final Broker broker;
    private final History history;
    private final Metrics metrics;
    private final Tracing tracing;

    Feeds(Broker broker, History history, Metrics metrics, Tracing tracing) {
        this.broker = broker;
        this.history = history;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** From the subscriber's event loop, where the result arrives too. */
    Future<Catchup> join(Shard shard, Outbound outbound, String redisChannel, Topic topic, Retention retention,
            Position from) {
        Promise<Catchup> joined = Promise.promise();
        broker.subscribe(redisChannel).onComplete(confirmed -> broker.execute(() -> {
            if (confirmed.failed()) {
                outbound.loop().execute(() -> joined.fail(confirmed.cause()));
                return;
            }
            Feed feed = feeds.computeIfAbsent(redisChannel,
                    name -> new Feed(broker, history, metrics, name, topic, retention));
            feed.route().add(shard);
            feed.join(from).onComplete(result -> shard.offer(
                    () -> admit(shard, outbound, redisChannel, result, joined)));
        }));
        return joined.future();
    }

    private void admit(Shard shard, Outbound outbound, String redisChannel, AsyncResult<Catchup> result,
            Promise<Catchup> joined) {
        if (result.failed()) {
            leave(shard, redisChannel);
            joined.fail(result.cause());
        } else if (outbound.isClosed() || !shard.add(redisChannel, outbound, SlowConsumer.CLOSE)) {
            leave(shard, redisChannel);
            joined.complete(result.result().forMember());
        } else {
            joined.complete(result.result().fitting(outbound));
        }
    }

    /** {@return whether the channel has a feed; to be asked by those who are in it, or on the links' event loop} */
    boolean contains(String redisChannel) {
        return feeds.containsKey(redisChannel);
    }

    /** {@return where a message goes, on the links' event loop; {@code null} if the channel has no feed} */
    Route route(String redisChannel) {
        Feed feed = feeds.get(redisChannel);
        return feed == null ? null : feed.route();
    }

    /** A subscriber has been taken out of its shard; from any thread. */
    void leave(Shard shard, String redisChannel) {
        broker.execute(() -> {
            Feed feed = feeds.get(redisChannel);
            feed.route().remove(shard);
            if (feed.route().isUnused()) {
                feeds.remove(redisChannel);
            }
            broker.unsubscribe(redisChannel);
        });
    }

    /** A message has come, on the links' event loop. {@return false if nobody here follows its topic} */
    boolean accept(String redisChannel, Buffer payload) {
        Feed feed = feeds.get(redisChannel);
        if (feed == null) {
            return false;
        }
        feed.log().live(Payload.position(payload), Payload.frame(payload), tracing.received(redisChannel, payload));
        return true;
    }

    /** A message without a position has come: from a node that does not know yet, or no longer, that its topic has history. */
    void relay(String redisChannel, Buffer payload) {
        Feed feed = feeds.get(redisChannel);
        if (feed != null) {
            feed.deliver(Payload.frame(payload), tracing.received(redisChannel, payload));
        }
    }

    /** These channels have a gap from now on. */
    void suspend(Collection<String> redisChannels) {
        followed(redisChannels).forEach(Feed::suspend);
    }

    /** The gap ends. */
    void resume(Collection<String> redisChannels) {
        followed(redisChannels).map(Feed::log).forEach(TopicLog::resume);
    }

    private Stream<Feed> followed(Collection<String> redisChannels) {
        return redisChannels.stream().map(feeds::get).filter(Objects::nonNull);
    }
}
