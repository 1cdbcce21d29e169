package io.quarkiverse.ws4redis.observe;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Whether the Redis links work: what readiness says, for graphs and alerts. */
@Singleton
public final class LinkGauge implements Meters {

    private final Broker broker;

    @Inject
    public LinkGauge(Broker broker) {
        this.broker = broker;
    }

    @Override
    public void register(MetricsFactory factory) {
        factory.builder("ws4redis.redis.up").description("Whether all Redis links work: 1 or 0")
                .buildGauge(() -> broker.available() ? 1 : 0);
    }
}
