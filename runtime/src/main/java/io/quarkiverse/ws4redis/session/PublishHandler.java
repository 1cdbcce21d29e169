package io.quarkiverse.ws4redis.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/** Handles {@code publish}: permission for each pk, then fan-out to all of them, or to none. */
@Singleton
public final class PublishHandler {

    private final Permissions permissions;
    private final Publisher publisher;

    @Inject
    PublishHandler(Permissions permissions, Publisher publisher) {
        this.permissions = permissions;
        this.publisher = publisher;
    }

    Future<Handled> handle(Session session, Request.Publish request) {
        WsMessage message = permissions.message(session, "publish", request.channel(), request.pks(), request.json());
        return permissions.publish(session, request.channel(), request.pks(), message, WireError.PUBLISH_DENIED)
                // Redis keeps the order: the next request need not wait for its reply.
                .map(v -> new Handled(publisher.publish(session.facility(), request.channel(), request.pks(),
                        request.message()).map(receivers -> "\"receivers\":" + receivers)));
    }
}
