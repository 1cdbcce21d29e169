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
import io.vertx.core.impl.ContextInternal;

/**
 * Calls the application's methods on the thread that they ask for, each call with a Vert.x context and a CDI request context
 * of its own, which end when its {@code Uni} does.
 */
@Singleton
public final class Invoker {

    private final CurrentIdentityAssociation identities;

    @Inject
    public Invoker(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * Calls a method.
     *
     * @param context the caller's Vert.x context, whose event loop it is
     * @param where on what thread; never {@link Execution#ABSENT}
     * @param identity the caller's identity, for security annotations; {@code null} for anonymous
     * @param call the call
     * @return what the method, or its {@code Uni}, returned; fails with what it threw; completes on any thread, and is
     *         complete already where the method ran on the event loop of a caller that was on it
     */
    public Future<Object> invoke(Context context, Execution where, SecurityIdentity identity, Supplier<Object> call) {
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext(VertxContext.getRootContext(context));
        VertxContextSafetyToggle.setContextSafe(own, true);
        if (where == Execution.EVENT_LOOP && own.nettyEventLoop().inEventLoop()) {
            return here(own, identity, call);
        }
        Promise<Object> result = Promise.promise();
        switch (where) {
            case EVENT_LOOP -> own.runOnContext(v -> run(identity, call).onComplete(result));
            case WORKER -> own.executeBlocking(() -> {
                run(identity, call).onComplete(result);
                return null;
            }, false).onFailure(result::tryFail);
            case VIRTUAL_THREAD -> own.runOnContext(
                    v -> VirtualThreadsRecorder.getCurrent().execute(() -> run(identity, call).onComplete(result)));
            case ABSENT -> throw new IllegalArgumentException("there is nothing to call");
        }
        return result.future();
    }

    private Future<Object> here(ContextInternal own, SecurityIdentity identity, Supplier<Object> call) {
        ContextInternal previous = own.beginDispatch();
        try {
            return run(identity, call);
        } finally {
            own.endDispatch(previous);
        }
    }

    private Future<Object> run(SecurityIdentity identity, Supplier<Object> call) {
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
            return Future.failedFuture(e);
        }
        if (returned instanceof Uni<?> uni) {
            // The request context stays with the Vert.x context, which is this call's alone, until the Uni is done.
            Promise<Object> result = Promise.promise();
            uni.subscribe().with(item -> {
                requestContext.destroy(state);
                result.complete(item);
            }, failure -> {
                requestContext.destroy(state);
                result.fail(failure);
            });
            return result.future();
        }
        requestContext.deactivate();
        requestContext.destroy(state);
        return Future.succeededFuture(returned);
    }
}
