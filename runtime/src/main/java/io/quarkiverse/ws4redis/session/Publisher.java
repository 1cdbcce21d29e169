package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Payload;
import io.vertx.core.Future;

/** Encodes a message once per topic and hands it to Redis: the one way from a publish, by whomever, to the subscribers. */
@Singleton
public final class Publisher {

    private final Broker broker;
    private final RedisKeys keys;
    private final Metrics metrics;

    @Inject
    Publisher(Broker broker, RedisKeys keys, Metrics metrics) {
        this.broker = broker;
        this.keys = keys;
        this.metrics = metrics;
    }

    /** {@return how many nodes received it, summed over the pks; {@code pks} empty is the channel itself} */
    Future<Integer> publish(String facility, String channel, List<String> pks, String messageJson) {
        List<String> targets = pks.isEmpty() ? Collections.singletonList(null) : pks;
        List<Future<Integer>> sent = new ArrayList<>(targets.size());
        for (String pk : targets) {
            metrics.published();
            sent.add(broker.publish(keys.data(channel, pk, facility), Payload.of(Frames.message(channel, pk, messageJson))));
        }
        if (sent.size() == 1) {
            return sent.get(0);
        }
        return Future.all(sent).map(all -> all.<Integer>list().stream().mapToInt(Integer::intValue).sum());
    }
}
