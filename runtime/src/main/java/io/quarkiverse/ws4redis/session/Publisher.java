package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.Published;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.interop.Copy;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Encodes a message once per topic and hands it to Redis: the one way from a publish, by whomever, to the subscribers. */
@Singleton
public final class Publisher {

    private final Broker broker;
    private final History history;
    private final HistoryPolicy policy;
    private final RedisKeys keys;
    private final Interop interop;
    private final Metrics metrics;

    @Inject
    Publisher(Broker broker, History history, HistoryPolicy policy, RedisKeys keys, Interop interop, Metrics metrics) {
        this.broker = broker;
        this.history = history;
        this.policy = policy;
        this.keys = keys;
        this.interop = interop;
        this.metrics = metrics;
    }

    /** {@return what became of it; {@code pk} {@code null} is the channel itself, {@code key} {@code null} no idempotency key} */
    public Future<Published> publish(String facility, String channel, String pk, String messageJson, String key) {
        metrics.published();
        String redisChannel = keys.data(channel, pk, facility);
        Copy copy = interop.isEnabled() ? interop.copy(new Topic(facility, channel, pk), messageJson) : null;
        Retention retention = policy.of(channel);
        if (retention != null) {
            return history.publish(redisChannel, Frames.messageHead(channel, pk), messageJson, retention, key, copy);
        }
        Buffer payload = Payload.of(Frames.message(channel, pk, messageJson), copy != null);
        return key == null && copy == null
                ? broker.publish(redisChannel, payload)
                : history.publishOnce(redisChannel, payload, key, copy);
    }

    /** {@return what became of it; {@code key} {@code null} is no idempotency key} */
    public Future<Published> publish(TopicMessage message, String key) {
        Topic topic = message.topic();
        return publish(topic.facility(), topic.channel(), topic.pk(), message.json(), key);
    }

    /** {@return whether the Redis of a topic can be used at the moment} */
    public boolean isReachable(Topic topic) {
        return broker.available(keys.data(topic.channel(), topic.pk(), topic.facility()));
    }

    /** {@return what became of it on each pk, in order} */
    Future<List<Published>> publish(String facility, String channel, List<String> pks, String messageJson, String key) {
        return Future.all(pks.stream().map(pk -> publish(facility, channel, pk, messageJson, key)).toList())
                .map(all -> all.<Published>list());
    }
}
