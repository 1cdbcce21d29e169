package io.quarkiverse.ws4redis.observe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.ws4redis.broker.Broker;

/** Ready while all Redis links work, without which nobody can subscribe to some or all topics, and until the node is shut down. */
@Readiness
@ApplicationScoped
public class LinkReadiness implements HealthCheck {

    private final Broker broker;
    private final NodeState state;

    @Inject
    public LinkReadiness(Broker broker, NodeState state) {
        this.broker = broker;
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ws4redis").status(broker.available() && !state.isEnding()).build();
    }
}
