package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.broker.Published;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.interop.Copy;
import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.jfr.PublishEvent;
import io.quarkiverse.ws4redis.observe.tracing.PublishTrace;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.observe.tracing.TracedMessage;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
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
    private final Tracing tracing;

    @Inject
    Publisher(Broker broker, History history, HistoryPolicy policy, RedisKeys keys, Interop interop, Metrics metrics,
            Tracing tracing) {
        this.broker = broker;
        this.history = history;
        this.policy = policy;
        this.keys = keys;
        this.interop = interop;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** {@return what became of it; {@code key} {@code null} is no idempotency key} */
    public Future<Published> publish(Topic topic, String messageJson, String key) {
        return publish(RequestTrace.NONE, topic, messageJson, key);
    }

    /** The same on behalf of a request. */
    Future<Published> publish(RequestTrace cause, Topic topic, String messageJson, String key) {
        metrics.published();
        String redisChannel = keys.data(topic);
        PublishEvent event = new PublishEvent();
        event.begin();
        Future<Published> sent = traced(cause, redisChannel, topic, messageJson, key);
        return event.isEnabled()
                ? sent.onComplete(result -> event.answered(redisChannel, messageJson.length(),
                        result.succeeded() ? result.result().receivers() : PublishEvent.FAILED))
                : sent;
    }

    private Future<Published> traced(RequestTrace cause, String redisChannel, Topic topic, String messageJson, String key) {
        if (!tracing.isOn()) {
            return send(redisChannel, topic, messageJson, key, null);
        }
        PublishTrace trace = tracing.publish(cause, new TracedMessage(redisChannel, topic, messageJson));
        return send(redisChannel, topic, messageJson, key, trace.carried())
                .onSuccess(published -> trace.published(published.receivers())).onFailure(trace::failed);
    }

    /** What is thrown fails the future, as what goes wrong later does: what has begun to follow the message ends with that. */
    private Future<Published> send(String redisChannel, Topic topic, String messageJson, String key, String trace) {
        try {
            return handOver(redisChannel, topic, messageJson, key, trace);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Published> handOver(String redisChannel, Topic topic, String messageJson, String key, String trace) {
        Copy copy = interop.isEnabled() ? interop.copy(topic, messageJson) : null;
        Retention retention = policy.of(topic.channel());
        if (retention != null) {
            String head = Frames.messageHead(topic.channel(), topic.pk());
            return history.publish(redisChannel, head, messageJson, retention, key, trace, copy);
        }
        Buffer payload = Payload.of(Frames.message(topic.channel(), topic.pk(), messageJson), trace, copy != null);
        return key == null && copy == null
                ? broker.publish(redisChannel, payload)
                : history.publishOnce(redisChannel, payload, key, copy);
    }

    /** {@return whether the Redis of a topic can be used at the moment} */
    public boolean isReachable(Topic topic) {
        return broker.available(keys.data(topic));
    }

    /** {@return what became of it on each pk, in order} */
    Future<List<Published>> publish(RequestTrace cause, String facility, String channel, List<String> pks, String messageJson,
            String key) {
        List<Future<Published>> parts = pks.stream()
                .map(pk -> publish(cause, new Topic(facility, channel, pk), messageJson, key)).toList();
        return Future.join(parts).map(all -> all.<Published>list()).recover(e -> Future.failedFuture(ofAll(parts, e)));
    }

    /** That nothing has happened may only be said if it has not happened on any pk. */
    private static Throwable ofAll(List<Future<Published>> parts, Throwable first) {
        boolean none = parts.stream().allMatch(part -> part.cause() instanceof LinkDownException down && !down.isUncertain());
        return first instanceof LinkDownException && !none ? new LinkDownException(true, first.getMessage()) : first;
    }
}
