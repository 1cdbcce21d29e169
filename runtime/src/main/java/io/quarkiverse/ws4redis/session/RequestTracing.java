package io.quarkiverse.ws4redis.session;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.observe.tracing.TracedRequest;
import io.quarkiverse.ws4redis.observe.tracing.Tracing;
import io.quarkiverse.ws4redis.protocol.Request;
import io.vertx.core.Future;

/** Traces requests. Of what clients write, only names that the application has become names of spans. */
@Singleton
final class RequestTracing {

    private final Tracing tracing;
    private final DispatchRegistry registry;
    private final Ws4RedisConfig config;

    @Inject
    RequestTracing(Tracing tracing, DispatchRegistry registry, Ws4RedisConfig config) {
        this.tracing = tracing;
        this.registry = registry;
        this.config = config;
    }

    boolean isOn() {
        return tracing.isOn();
    }

    /** Handles a request in a trace of its own. On the session's event loop, where the result arrives too. */
    Future<Handled> trace(Session session, Request request, Supplier<Future<Handled>> handling) {
        RequestTrace trace = tracing.request(describe(session, request));
        session.trace(trace);
        // Within a future, so that what is thrown ends the trace too.
        return session.onLoop(Future.succeededFuture().compose(v -> handling.get())).onComplete(handled -> {
            session.trace(RequestTrace.NONE);
            if (handled.failed()) {
                end(trace, handled.cause());
            } else {
                handled.result().answer().onSuccess(v -> trace.answered()).onFailure(e -> end(trace, e));
            }
        });
    }

    private static void end(RequestTrace trace, Throwable failure) {
        Failures.chosen(failure).ifPresentOrElse(error -> trace.refused(error.code()), () -> trace.failed(failure));
    }

    private TracedRequest describe(Session session, Request request) {
        if (request instanceof Request.Auth r) {
            return describe(session, "auth", isKind(r.kind()) ? r.kind() : null, List.of());
        } else if (request instanceof Request.Subscribe r) {
            return describe(session, "subscribe", known(r.channel()), pks(r.pk()));
        } else if (request instanceof Request.Unsubscribe r) {
            return describe(session, "unsubscribe", known(r.channel()), pks(r.pk()));
        } else if (request instanceof Request.Publish r) {
            return describe(session, "publish", known(r.channel()), r.pks());
        } else if (request instanceof Request.History r) {
            return describe(session, "history", known(r.channel()), pks(r.pk()));
        } else if (request instanceof Request.Presence r) {
            return describe(session, "presence", known(r.channel()), pks(r.pk()));
        } else if (request instanceof Request.Custom r) {
            return new TracedRequest("action", r.action(), known(r.channel()), only(r.pks()), session.facility(), session.id());
        }
        return describe(session, "resubscribe", null, List.of());
    }

    private static TracedRequest describe(Session session, String action, String target, List<String> pks) {
        return new TracedRequest(action, action, target, only(pks), session.facility(), session.id());
    }

    private static String only(List<String> pks) {
        return pks.size() == 1 ? pks.get(0) : null;
    }

    private static List<String> pks(String pk) {
        return pk == null ? List.of() : List.of(pk);
    }

    private boolean isKind(String kind) {
        return kind != null && (AuthHandler.JWT.equals(kind) || registry.authenticator(kind).isPresent());
    }

    private String known(String channel) {
        return registry.channel(channel).isPresent() || config.channels().containsKey(channel) ? channel : null;
    }
}
