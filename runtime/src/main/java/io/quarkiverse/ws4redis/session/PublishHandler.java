package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.broker.Published;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/** Handles {@code publish}: permission for all pks or none, then fan-out to each. */
@Singleton
final class PublishHandler {

    private final Permissions permissions;
    private final Publisher publisher;

    @Inject
    PublishHandler(Permissions permissions, Publisher publisher) {
        this.permissions = permissions;
        this.publisher = publisher;
    }

    Future<Handled> handle(Session session, Request.Publish request) {
        WsMessage message = permissions.message(session, "publish", request.channel(), request.pks(), request.json());
        // Nobody gets to know, or to take, what others use as keys. Taken here: the connection may be gone, and nobody any
        // more, when it has been decided.
        String key = request.key() == null ? null : session.who() + ":" + request.key();
        return permissions.publish(session, request.channel(), request.pks(), message, WireError.PUBLISH_DENIED)
                // Redis keeps the order: the next request need not wait for its reply.
                .map(v -> new Handled(publish(session, request, key)));
    }

    private Future<String> publish(Session session, Request.Publish request, String key) {
        List<String> pks = request.pks();
        if (pks.size() < 2) {
            Topic topic = new Topic(session.facility(), request.channel(), pks.isEmpty() ? null : pks.get(0));
            return publisher.publish(session.trace(), topic, request.message(), key).map(PublishHandler::fields);
        }
        return publisher.publish(session.trace(), session.facility(), request.channel(), pks, request.message(), key)
                .map(all -> fields(pks, all));
    }

    private static String fields(Published published) {
        String receivers = "\"receivers\":" + published.receivers();
        return published.offset() == Published.NO_OFFSET ? receivers : receivers + ",\"offset\":" + published.offset();
    }

    private static String fields(List<String> pks, List<Published> all) {
        StringBuilder out = new StringBuilder("\"receivers\":")
                .append(all.stream().mapToInt(Published::receivers).sum());
        if (all.get(0).offset() != Published.NO_OFFSET) {
            String separator = ",\"offsets\":{";
            for (int i = 0; i < all.size(); i++) {
                out.append(separator).append(Frames.quote(pks.get(i))).append(':').append(all.get(i).offset());
                separator = ",";
            }
            out.append('}');
        }
        return out.toString();
    }
}
