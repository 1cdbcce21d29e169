package io.quarkiverse.ws4redis.session;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.RequestLimits;
import io.quarkiverse.ws4redis.protocol.RequestParser;
import io.vertx.core.Vertx;

/** What all sessions share. */
@Singleton
final class SessionServices {

    private final Vertx vertx;
    private final Ws4RedisConfig config;
    private final Metrics metrics;
    private final Requests requests;
    private final PermissionClock permissionClock;
    private final MemoryGuard memory;
    private final SessionObserver observer;
    private final RequestParser parser;

    @Inject
    SessionServices(Vertx vertx, Ws4RedisConfig config, Metrics metrics, Requests requests, PermissionClock permissionClock,
            MemoryGuard memory, Instance<SessionObserver> observer) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.requests = requests;
        this.permissionClock = permissionClock;
        this.memory = memory;
        this.observer = observer.isResolvable() ? observer.get() : SessionObserver.NONE;
        this.parser = new RequestParser(new RequestLimits(config.limits().maxNameLength(), config.limits().maxPks(),
                config.limits().maxJsonDepth(), config.limits().maxJsonNumberLength()));
    }

    Vertx vertx() {
        return vertx;
    }

    Ws4RedisConfig config() {
        return config;
    }

    Metrics metrics() {
        return metrics;
    }

    Requests requests() {
        return requests;
    }

    PermissionClock permissionClock() {
        return permissionClock;
    }

    MemoryGuard memory() {
        return memory;
    }

    /** {@return who looks on} */
    SessionObserver observer() {
        return observer;
    }

    RequestParser parser() {
        return parser;
    }
}
