package io.quarkiverse.ws4redis.session;

import java.util.List;
import java.util.Objects;

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

/** Handles {@code subscribe}, {@code unsubscribe} and {@code resubscribe}, and re-checks what was granted. */
@Singleton
public final class SubscribeHandler {

    private final Permissions permissions;
    private final Hub hub;
    private final Entrance entrance;
    private final ChannelMembers members;
    private final Metrics metrics;
    private final int limit;

    @Inject
    SubscribeHandler(Permissions permissions, Hub hub, Entrance entrance, ChannelMembers members, Metrics metrics,
            Ws4RedisConfig config) {
        this.permissions = permissions;
        this.hub = hub;
        this.entrance = entrance;
        this.members = members;
        this.metrics = metrics;
        this.limit = config.limits().maxSubscriptions();
    }

    Future<String> subscribe(Session session, Request.Subscribe request) {
        return session.onLoop(permissions.subscribe(session, request.channel(), request.pk(), request.json()))
                .compose(pks -> joinAll(session, request.channel(), pks, request.recover())
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
                session.refuse(result.cause(), about);
                return Future.succeededFuture(count + 1);
            }));
        }
        return refused.map(count -> status(session) + ",\"refused\":" + count);
    }

    Future<String> unsubscribe(Session session, Request.Unsubscribe request) {
        drop(session, new Topic(session.facility(), request.channel(), request.pk()));
        return Future.succeededFuture(status(session));
    }

    /** Asks again for each subscription of a connection, and ends those that are no longer permitted. */
    Future<Void> recheck(Session session) {
        Future<Void> all = Future.succeededFuture();
        for (Topic topic : List.copyOf(session.subscriptions())) {
            String channel = Frames.quote(topic.channel());
            String json = "{\"action\":\"subscribe\",\"channel\":" + channel
                    + (topic.pk() == null ? "}" : ",\"pk\":" + Frames.quote(topic.pk()) + "}");
            all = all.compose(v -> session.onLoop(permissions.subscribe(session, topic.channel(), topic.pk(), json))
                    .transform(result -> {
                        if (result.failed() || topic.pk() == null && result.result().stream().noneMatch(Objects::isNull)) {
                            WireError error = result.failed()
                                    ? Failures.answerTo(result.cause(), "recheck", session.id())
                                    : WireError.SUBSCRIBE_DENIED;
                            drop(session, topic);
                            Request.Envelope about = new Request.Envelope(null, "subscribe", channel, topic.pk());
                            session.refuse(error, about, channel, result.cause());
                        }
                        return Future.succeededFuture();
                    }));
        }
        return all;
    }

    /** Ends a subscription, if the connection has it, and tells it so. On the session's event loop. */
    void drop(Session session, Topic topic) {
        if (session.subscriptions().remove(topic)) {
            hub.leave(session.out(), topic);
            members.leave(session, topic);
            session.send(Frames.unsubscribed(topic.channel(), topic.pk(), session.subscriptions().size()));
        }
    }

    private Future<Void> joinAll(Session session, String channel, List<String> pks, Position recover) {
        Future<Void> all = Future.succeededFuture();
        for (String pk : pks) {
            Topic topic = new Topic(session.facility(), channel, pk);
            all = all.compose(v -> join(session, topic, recover));
        }
        return all;
    }

    private Future<Void> join(Session session, Topic topic, Position recover) {
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
            metrics.subscribed();
            entrance.announce(session, topic, catchup);
            return members.join(session, topic);
        });
    }

    private static String status(Session session) {
        return "\"status\":" + session.subscriptions().size();
    }

    private static String pksField(List<String> pks) {
        return ",\"pks\":[" + String.join(",", pks.stream().map(Frames::quote).toList()) + "]";
    }
}
