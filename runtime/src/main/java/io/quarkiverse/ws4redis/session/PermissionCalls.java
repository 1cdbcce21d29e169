package io.quarkiverse.ws4redis.session;

import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.observe.PermissionTimes;
import io.quarkiverse.ws4redis.observe.PermissionTimes.Method;
import io.quarkiverse.ws4redis.observe.jfr.PermissionCheckEvent;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.vertx.core.Future;

/** Calls the application's permission methods: what they do belongs to the trace of what asks, and how long they take is told. */
@Singleton
final class PermissionCalls {

    private final Invoker invoker;
    private final PermissionTimes times;

    @Inject
    PermissionCalls(Invoker invoker, PermissionTimes times) {
        this.invoker = invoker;
        this.times = times;
    }

    /** On the session's event loop. {@return what the method returned; completes as {@link Invoker#invoke} says} */
    Future<Object> ask(Session session, RequestTrace cause, Method method, String channel, Execution where,
            Supplier<Object> call) {
        PermissionCheckEvent event = new PermissionCheckEvent();
        boolean isRecorded = event.isEnabled();
        if (!isRecorded && !times.areTaken()) {
            return invoke(session, cause, where, call);
        }
        long begin = System.nanoTime();
        event.begin();
        return invoke(session, cause, where, call).onComplete(answer -> {
            times.took(method, System.nanoTime() - begin);
            if (event.shouldCommit()) {
                event.channel = channel;
                event.method = method.methodName();
                event.failed = answer.failed();
                event.commit();
            }
        });
    }

    private Future<Object> invoke(Session session, RequestTrace cause, Execution where, Supplier<Object> call) {
        return invoker.invoke(session.context(), where, session.identity(), cause.within(call));
    }
}
