package io.quarkiverse.ws4redis.session;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.hub.Hub;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/** Handles {@code subscribe}, {@code unsubscribe} and {@code resubscribe}. */
@Singleton
final class SubscribeHandler {

    /** So often in a row permissions may change while a connection is on its way into a topic. */
    private static final int ATTEMPTS = 3;

    private final Permissions permissions;
    private final PermissionClock clock;
    private final Hub hub;
    private final Entrance entrance;
    private final ChannelMembers members;
    private final Metrics metrics;
    private final int limit;

    @Inject
    SubscribeHandler(Permissions permissions, PermissionClock clock, Hub hub, Entrance entrance, ChannelMembers members,
            Metrics metrics, Ws4RedisConfig config) {
        this.permissions = permissions;
        this.clock = clock;
        this.hub = hub;
        this.entrance = entrance;
        this.members = members;
        this.metrics = metrics;
        this.limit = config.limits().maxSubscriptions();
    }

    Future<String> subscribe(Session session, Request.Subscribe request) {
        long asked = clock.now();
        return session.onLoop(permissions.subscribe(session, request.channel(), request.pk(), request.json()))
                .compose(pks -> joinAll(session, request.channel(), pks, request.recover(), asked)
                        .map(v -> status(session) + (request.pk() == null && pks.get(0) != null ? pksField(pks) : "")));
    }

    /** Each entry is handled as a subscribe of its own; what is refused is told in a frame of its own. */
    Future<String> resubscribe(Session session, Request.Resubscribe request) {
        Future<Integer> refused = Future.succeededFuture(0);
        for (Request.Subscribe entry : request.channels()) {
            refused = refused.compose(count -> subscribe(session, entry).transform(result -> {
                if (result.succeeded()) {
                    return Future.succeededFuture(count);
                }
                // The final answer with the id is that of the whole request.
                Request.Envelope about = new Request.Envelope(null, "resubscribe", entry.envelope().channel(), entry.pk());
                WireError error = Failures.answerTo(result.cause(), "resubscribe", session.id());
                session.refuse(error, about, about.channel(), result.cause());
                return Future.succeededFuture(count + 1);
            }));
        }
        return refused.map(count -> status(session) + ",\"refused\":" + count);
    }

    Future<String> unsubscribe(Session session, Request.Unsubscribe request) {
        drop(session, new Topic(session.facility(), request.channel(), request.pk()));
        return Future.succeededFuture(status(session));
    }

    /** Ends a subscription that is not permitted any more. The error first: who gets {@code unsubscribed} knows why. */
    void revoke(Session session, Topic topic, WireError error, Throwable cause) {
        String channel = Frames.quote(topic.channel());
        session.refuse(error, new Request.Envelope(null, "subscribe", channel, topic.pk()), channel, cause);
        drop(session, topic);
    }

    /** Ends a subscription, if the connection has it, and tells it so. On the session's event loop. */
    void drop(Session session, Topic topic) {
        if (session.subscriptions().remove(topic)) {
            session.rechecks().remove(topic);
            hub.leave(session.out(), topic);
            members.leave(session, topic);
            session.send(Frames.unsubscribed(topic.channel(), topic.pk(), session.subscriptions().size()));
        }
    }

    private Future<Void> joinAll(Session session, String channel, List<String> pks, Position recover, long asked) {
        Future<Void> all = Future.succeededFuture();
        for (String pk : pks) {
            Topic topic = new Topic(session.facility(), channel, pk);
            all = all.compose(v -> join(session, topic, recover, asked, ATTEMPTS));
        }
        return all;
    }

    /** {@code asked}: when permission was asked for. */
    private Future<Void> join(Session session, Topic topic, Position recover, long asked, int attempts) {
        if (session.subscriptions().contains(topic)) {
            return Future.succeededFuture();
        }
        if (session.subscriptions().size() >= limit) {
            metrics.limitExceeded();
            return Future.failedFuture(new RefusedException(WireError.TOO_MANY_SUBSCRIPTIONS, null, topic.pk()));
        }
        return entrance.join(session, topic, recover).compose(catchup -> {
            if (session.isClosing()) {
                return Future.succeededFuture();
            }
            if (clock.hasChangedSince(asked, topic.channel(), topic.pk(), session.who())) {
                // Whoever has changed it did not find this connection yet.
                hub.leave(session.out(), topic);
                return joinAgain(session, topic, recover, attempts - 1);
            }
            metrics.subscribed();
            entrance.announce(session, topic, catchup);
            return members.join(session, topic);
        });
    }

    private Future<Void> joinAgain(Session session, Topic topic, Position recover, int attempts) {
        if (attempts == 0) {
            return Future.failedFuture(new RefusedException(WireError.UNAVAILABLE, null, topic.pk()));
        }
        long asked = clock.now();
        return session.onLoop(permissions.stay(session, session.trace(), topic))
                .compose(v -> join(session, topic, recover, asked, attempts));
    }

    private static String status(Session session) {
        return "\"status\":" + session.subscriptions().size();
    }

    private static String pksField(List<String> pks) {
        return ",\"pks\":[" + String.join(",", pks.stream().map(Frames::quote).toList()) + "]";
    }
}
