package io.quarkiverse.ws4redis.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.ws4redis.broker.Broker;

/** Ready while the Redis link works: a node without it accepts nobody's subscription. */
@Readiness
@ApplicationScoped
public class LinkReadiness implements HealthCheck {

    private final Broker broker;

    @Inject
    public LinkReadiness(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ws4redis").status(broker.available()).build();
    }
}
