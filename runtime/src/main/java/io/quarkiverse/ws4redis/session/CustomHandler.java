package io.quarkiverse.ws4redis.session;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Future;

/** Handles actions of the application's own: publish permission first, then the channel's method. */
@Singleton
final class CustomHandler {

    private final Permissions permissions;
    private final DispatchRegistry registry;
    private final Invoker invoker;
    private final ObjectMapper mapper;

    @Inject
    CustomHandler(Permissions permissions, DispatchRegistry registry, Invoker invoker, ObjectMapper mapper) {
        this.permissions = permissions;
        this.registry = registry;
        this.invoker = invoker;
        this.mapper = mapper;
    }

    Future<String> handle(Session session, Request.Custom request) {
        WsMessage message = permissions.message(session, request.action(), request.channel(), request.pks(),
                request.json());
        // Who asked is who acts, whatever has become of the connection meanwhile.
        WsCredentials who = session.who();
        SecurityIdentity identity = session.identity();
        return permissions.publish(session, request.channel(), request.pks(), message, WireError.ACTION_DENIED)
                .compose(v -> {
                    Optional<ChannelHandler> handler = registry.channel(request.channel());
                    Execution where = handler.map(h -> h.actionExecution(request.action())).orElse(Execution.ABSENT);
                    if (where == Execution.ABSENT) {
                        return Future.failedFuture(new RefusedException(WireError.NO_HANDLER));
                    }
                    return invoker.invoke(session.context(), where, identity,
                            session.trace().within(() -> handler.get().onAction(who, message)));
                })
                .compose(result -> request.envelope().id() == null || result == null
                        ? Future.succeededFuture("")
                        : result(result));
    }

    private Future<String> result(Object result) {
        try {
            return Future.succeededFuture("\"result\":" + mapper.writeValueAsString(result));
        } catch (JsonProcessingException e) {
            return Future.failedFuture(e);
        }
    }
}
