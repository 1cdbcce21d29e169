package io.quarkiverse.ws4redis.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.broker.Member;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Calls {@code onWS4RedisOnline} and {@code onWS4RedisOffline} of the class that authenticated an identity. The hooks of one
 * identity run one after the other, so that the last one to run is the one that is true; one that takes too long is not waited
 * for. The futures never fail: what a hook
 * throws is logged and counted.
 */
@Singleton
final class PresenceHooks {

    /** How long the hooks of an identity wait for one that does not come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final OperatorLog OPERATOR = OperatorLog.of(PresenceHooks.class);

    private final DispatchRegistry registry;
    private final Invoker invoker;
    private final Metrics metrics;
    private final Vertx vertx;
    /** By identity, the hook that was called last and has not returned yet. */
    private final Map<String, Future<Void>> running = new ConcurrentHashMap<>();

    @Inject
    PresenceHooks(DispatchRegistry registry, Invoker invoker, Metrics metrics, Vertx vertx) {
        this.registry = registry;
        this.invoker = invoker;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** The first connection of an identity has come. */
    Future<Void> online(Member member, WsCredentials who) {
        return call(member, "onWS4RedisOnline", Authenticator::onlineExecution, authenticator -> authenticator.online(who));
    }

    /** The last connection of an identity is gone. */
    Future<Void> offline(Member member, WsCredentials who) {
        return call(member, "onWS4RedisOffline", Authenticator::offlineExecution, authenticator -> authenticator.offline(who));
    }

    private Future<Void> call(Member member, String hook, Function<Authenticator, Execution> execution,
            Function<Authenticator, Object> call) {
        Optional<Authenticator> authenticator = registry.authenticator(member.authenticator());
        Execution where = authenticator.map(execution).orElse(Execution.ABSENT);
        if (where == Execution.ABSENT) {
            return Future.succeededFuture();
        }
        String identity = member.kind() + ':' + member.pk();
        Future<Void> done = running.compute(identity, (key, before) -> before == null
                ? run(member, hook, where, () -> call.apply(authenticator.get()))
                : before.compose(v -> run(member, hook, where, () -> call.apply(authenticator.get()))));
        return done.onComplete(v -> running.remove(identity, done));
    }

    private Future<Void> run(Member member, String hook, Execution where, Supplier<Object> call) {
        Promise<Void> done = Promise.promise();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(v -> invoker.invoke(context, where, null, call)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).onFailure(e -> {
                    metrics.internalError();
                    OPERATOR.hookFailed(e, hook, member.authenticator(), member.kind(), member.pk());
                }).onComplete(result -> done.complete()));
        return done.future();
    }
}
