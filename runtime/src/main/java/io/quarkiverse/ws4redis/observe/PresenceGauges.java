package io.quarkiverse.ws4redis.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.quarkus.runtime.metrics.MetricsFactory;

/** How many connections are in channels with presence, by the name of the channel: there are as many as are declared. Thread-safe. */
final class PresenceGauges {

    private final Map<String, LongAdder> connections = new ConcurrentHashMap<>();
    private MetricsFactory factory;

    void add(String channel, int change) {
        LongAdder gauge = connections.get(channel);
        (gauge == null ? create(channel) : gauge).add(change);
    }

    synchronized void register(MetricsFactory newFactory) {
        factory = newFactory;
        connections.forEach(this::register);
    }

    private synchronized LongAdder create(String channel) {
        return connections.computeIfAbsent(channel, name -> {
            LongAdder gauge = new LongAdder();
            if (factory != null) {
                register(name, gauge);
            }
            return gauge;
        });
    }

    private void register(String channel, LongAdder gauge) {
        factory.builder("ws4redis.presence.connections").description("Connections in channels with presence, by channel")
                .tag("channel", channel).buildGauge(gauge::sum);
    }
}
