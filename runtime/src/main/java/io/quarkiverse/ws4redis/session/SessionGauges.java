package io.quarkiverse.ws4redis.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.observe.Meters;
import io.quarkus.runtime.metrics.MetricsFactory;

/** What this node's sessions hold, added up when somebody looks: neither requests nor fan-out pay for it. */
@Singleton
final class SessionGauges implements Meters {

    private final SessionIndex index;

    @Inject
    SessionGauges(SessionIndex index) {
        this.index = index;
    }

    @Override
    public void register(MetricsFactory factory) {
        factory.builder("ws4redis.queue").description("What waits to be written to connections").unit("bytes")
                .buildGauge(() -> index.all().stream().mapToLong(session -> session.out().waitingBytes()).sum());
        factory.builder("ws4redis.subscriptions.held").description("Subscriptions that connections hold")
                .buildGauge(() -> index.all().stream().mapToLong(session -> session.subscriptions().size()).sum());
    }
}
