package io.quarkiverse.ws4redis.session;

import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.broker.Member;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.vertx.core.Vertx;

/** Calls {@code onWS4RedisOnline} and {@code onWS4RedisOffline} of the class that authenticated an identity. */
@Singleton
public final class PresenceHooks {

    private static final Logger LOG = Logger.getLogger(PresenceHooks.class);

    private final DispatchRegistry registry;
    private final Invoker invoker;
    private final Metrics metrics;
    private final Vertx vertx;

    @Inject
    PresenceHooks(DispatchRegistry registry, Invoker invoker, Metrics metrics, Vertx vertx) {
        this.registry = registry;
        this.invoker = invoker;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** The first connection of an identity has come. */
    void online(Member member, WsCredentials who) {
        call(member, "onWS4RedisOnline", Authenticator::onlineExecution, authenticator -> authenticator.online(who));
    }

    /** The last connection of an identity is gone. */
    void offline(Member member, WsCredentials who) {
        call(member, "onWS4RedisOffline", Authenticator::offlineExecution, authenticator -> authenticator.offline(who));
    }

    private void call(Member member, String hook, Function<Authenticator, Execution> execution,
            Function<Authenticator, Object> call) {
        registry.authenticator(member.authenticator()).ifPresent(authenticator -> {
            Execution where = execution.apply(authenticator);
            if (where != Execution.ABSENT) {
                vertx.runOnContext(v -> invoker.invoke(where, null, () -> call.apply(authenticator)).onFailure(e -> {
                    metrics.internalError();
                    LOG.errorf(e, "%s of kind %s failed for %s:%s", hook, authenticator.kind(), member.kind(), member.pk());
                }));
            }
        });
    }
}
