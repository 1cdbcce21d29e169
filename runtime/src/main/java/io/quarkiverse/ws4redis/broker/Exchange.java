package io.quarkiverse.ws4redis.broker;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.ws4redis.interop.Interop;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Interop mode: whoever follows a topic follows what Django workers have for it too, and gets their messages as if they were ours.
 * A message of ours comes twice, and the second time it is left out: it was published by one script with its copy, so that nothing
 * is between the two. Whoever is subscribed to ours is subscribed to theirs, which is sent first. There is one link.
 */
final class Exchange implements BrokerListener {

    private final Topology redis;
    private final RedisKeys keys;
    private final Interop interop;
    private BrokerListener listener;
    /** The Redis channel and the frame of the last message, if its copy follows. */
    private String copiedOn;
    private Buffer copied;

    Exchange(Topology redis, RedisKeys keys, Interop interop) {
        this.redis = redis;
        this.keys = keys;
        this.interop = interop;
    }

    void listener(BrokerListener newListener) {
        listener = newListener;
        redis.listener(this);
    }

    /** {@return whether others publish to a topic too} */
    boolean has(String redisChannel) {
        return theirs(redisChannel) != null;
    }

    /** As {@link Topology#subscribe}. */
    Future<Void> subscribe(String redisChannel) {
        String theirs = theirs(redisChannel);
        if (theirs == null) {
            return redis.subscribe(redisChannel);
        }
        Future<Void> first = redis.subscribe(theirs);
        Future<Void> second = redis.subscribe(redisChannel);
        return Future.join(first, second).<Void>mapEmpty().recover(e -> {
            if (first.succeeded()) {
                redis.unsubscribe(theirs);
            }
            if (second.succeeded()) {
                redis.unsubscribe(redisChannel);
            }
            return Future.failedFuture(e);
        });
    }

    /** As {@link Topology#unsubscribe}. */
    void unsubscribe(String redisChannel) {
        redis.unsubscribe(redisChannel);
        String theirs = theirs(redisChannel);
        if (theirs != null) {
            redis.unsubscribe(theirs);
        }
    }

    @Override
    public void onMessage(String redisChannel, Buffer payload) {
        String before = copiedOn;
        copiedOn = null;
        Topic topic = interop.topic(redisChannel);
        if (topic == null) {
            if (Payload.isReadable(payload) && Payload.isCopied(payload)) {
                copiedOn = redisChannel;
                copied = Payload.frame(payload);
            }
            listener.onMessage(redisChannel, payload);
            return;
        }
        String ours = ours(topic);
        // The text too: on a new link ours may be subscribed a moment before theirs.
        if (ours.equals(before) && interop.isCopy(topic, payload, copied)) {
            return;
        }
        String message = interop.message(topic, payload);
        if (message != null) {
            listener.onMessage(ours, Payload.of(Frames.message(topic.channel(), topic.pk(), message)));
        }
    }

    @Override
    public void onGap(Collection<String> redisChannels) {
        // Its copy went with the link.
        copiedOn = null;
        Set<String> all = new LinkedHashSet<>();
        redisChannels.forEach(redisChannel -> {
            Topic topic = interop.topic(redisChannel);
            all.add(topic == null ? redisChannel : ours(topic));
        });
        listener.onGap(all);
    }

    @Override
    public void onRestored(Collection<String> redisChannels) {
        List<String> all = redisChannels.stream().filter(redisChannel -> interop.topic(redisChannel) == null).toList();
        if (!all.isEmpty()) {
            listener.onRestored(all);
        }
    }

    private String ours(Topic topic) {
        return keys.data(topic);
    }

    private String theirs(String redisChannel) {
        return interop.redisChannel(keys.topic(redisChannel));
    }
}
