package io.quarkiverse.ws4redis.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.protocol.Request;
import io.vertx.core.Future;

/** Gives each request to what handles its action. */
@Singleton
final class Requests {

    private final AuthHandler auth;
    private final SubscribeHandler subscribe;
    private final PublishHandler publish;
    private final HistoryHandler history;
    private final PresenceHandler presence;
    private final CustomHandler custom;
    private final RequestTracing tracing;

    @Inject
    Requests(AuthHandler auth, SubscribeHandler subscribe, PublishHandler publish, HistoryHandler history,
            PresenceHandler presence,
            CustomHandler custom, RequestTracing tracing) {
        this.auth = auth;
        this.subscribe = subscribe;
        this.publish = publish;
        this.history = history;
        this.presence = presence;
        this.custom = custom;
        this.tracing = tracing;
    }

    /** {@return completes when the next request may follow; fails with what the error frame says} */
    Future<Handled> handle(Session session, Request request) {
        return tracing.isOn()
                ? tracing.trace(session, request, () -> dispatch(session, request))
                : dispatch(session, request);
    }

    private Future<Handled> dispatch(Session session, Request request) {
        if (request instanceof Request.Publish r) {
            return publish.handle(session, r);
        } else if (request instanceof Request.Custom r) {
            return answered(custom.handle(session, r));
        } else if (request instanceof Request.Subscribe r) {
            return answered(subscribe.subscribe(session, r));
        } else if (request instanceof Request.Unsubscribe r) {
            return answered(subscribe.unsubscribe(session, r));
        } else if (request instanceof Request.Resubscribe r) {
            return answered(subscribe.resubscribe(session, r));
        } else if (request instanceof Request.History r) {
            return answered(history.handle(session, r));
        } else if (request instanceof Request.Presence r) {
            return answered(presence.handle(session, r));
        } else if (request instanceof Request.Auth r) {
            return answered(auth.handle(session, r));
        }
        throw new IllegalStateException("no handler for " + request.getClass());
    }

    private static Future<Handled> answered(Future<String> fields) {
        return fields.map(f -> new Handled(Future.succeededFuture(f)));
    }
}
