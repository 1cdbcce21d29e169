package io.quarkiverse.ws4redis.dispatch;

import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Calls the application's methods on the thread that they ask for, each call with a Vert.x context and a CDI request context
 * of its own, which end when its {@code Uni} does.
 */
@Singleton
public final class Invoker {

    private final Vertx vertx;
    private final CurrentIdentityAssociation identities;

    @Inject
    public Invoker(Vertx vertx, CurrentIdentityAssociation identities) {
        this.vertx = vertx;
        this.identities = identities;
    }

    /**
     * Calls a method.
     *
     * @param where on what thread; never {@link Execution#ABSENT}
     * @param identity the caller's identity, for security annotations; {@code null} for anonymous
     * @param call the call
     * @return what the method, or its {@code Uni}, returned; fails with what it threw; completes on the Vert.x context of the
     *         caller
     */
    public Future<Object> invoke(Execution where, SecurityIdentity identity, Supplier<Object> call) {
        Context caller = vertx.getOrCreateContext();
        Context own = VertxContext.createNewDuplicatedContext(VertxContext.getRootContext(caller));
        VertxContextSafetyToggle.setContextSafe(own, true);
        Promise<Object> result = Promise.promise();
        Runnable run = () -> run(identity, call, result);
        switch (where) {
            case EVENT_LOOP -> own.runOnContext(v -> run.run());
            case WORKER -> own.executeBlocking(() -> {
                run.run();
                return null;
            }, false);
            case VIRTUAL_THREAD -> own.runOnContext(v -> VirtualThreadsRecorder.getCurrent().execute(run));
            case ABSENT -> throw new IllegalArgumentException("there is nothing to call");
        }
        return Future.future(promise -> result.future()
                .onComplete(outcome -> caller.runOnContext(v -> promise.handle(outcome))));
    }

    private void run(SecurityIdentity identity, Supplier<Object> call, Promise<Object> result) {
        ManagedContext requestContext = Arc.container().requestContext();
        ContextState state = requestContext.activate();
        Object returned;
        try {
            if (identity != null) {
                identities.setIdentity(identity);
            }
            returned = call.get();
        } catch (Throwable e) {
            requestContext.deactivate();
            requestContext.destroy(state);
            result.fail(e);
            return;
        }
        if (returned instanceof Uni<?> uni) {
            // The request context stays with the Vert.x context, which is this call's alone, until the Uni is done.
            uni.subscribe().with(item -> {
                requestContext.destroy(state);
                result.complete(item);
            }, failure -> {
                requestContext.destroy(state);
                result.fail(failure);
            });
        } else {
            requestContext.deactivate();
            requestContext.destroy(state);
            result.complete(returned);
        }
    }
}
