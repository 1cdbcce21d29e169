package io.quarkiverse.ws4redis.session;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.config.OpenChannelConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.observe.PermissionTimes.Method;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/**
 * Asks the application who may do what. Closed by default: anonymous connections, unmapped channels and channels without the
 * method in question are all denied, and cannot be told apart from outside.
 */
@Singleton
final class Permissions {

    private final DispatchRegistry registry;
    private final PermissionCalls calls;
    private final Ws4RedisConfig config;
    private final ObjectMapper mapper;

    @Inject
    Permissions(DispatchRegistry registry, PermissionCalls calls, Ws4RedisConfig config, ObjectMapper mapper) {
        this.registry = registry;
        this.calls = calls;
        this.config = config;
        this.mapper = mapper;
    }

    WsMessage message(Session session, String action, String channel, List<String> pks, String json) {
        return WsMessage.of(mapper, session.id(), session.facility(), action, channel, pks, json);
    }

    /** {@return the pks to subscribe to, {@code null} being the channel itself; fails if there are none} */
    Future<List<String>> subscribe(Session session, String channel, String pk, String json) {
        return subscribe(session, session.trace(), channel, pk, json);
    }

    private Future<List<String>> subscribe(Session session, RequestTrace cause, String channel, String pk, String json) {
        // Taken here: when the method's thread comes to run, the connection may be gone and nobody any more.
        WsCredentials who = session.who();
        if (who == null) {
            return denied(WireError.SUBSCRIBE_DENIED, Denial.ANONYMOUS);
        }
        List<String> asked = Collections.singletonList(pk);
        if (channel.equals(who.personalChannel()) && who.uuid().equals(pk)) {
            return Future.succeededFuture(asked);
        }
        Optional<ChannelHandler> handler = registry.channel(channel);
        if (handler.isEmpty()) {
            OpenChannelConfig open = config.channels().get(channel);
            return open != null && open.subscribe()
                    ? Future.succeededFuture(asked)
                    : denied(WireError.SUBSCRIBE_DENIED, Denial.ofOpenChannel(open));
        }
        Execution where = handler.get().subscribeExecution();
        if (where == Execution.ABSENT) {
            return denied(WireError.SUBSCRIBE_DENIED, Denial.NO_METHOD);
        }
        WsMessage message = message(session, "subscribe", channel, pk == null ? List.of() : List.of(pk), json);
        return calls.ask(session, cause, Method.SUBSCRIBE, channel, where, () -> handler.get().canSubscribeTo(who, message))
                .compose(answer -> {
                    List<String> granted = granted(answer, pk, asked);
                    return granted.isEmpty()
                            ? denied(WireError.SUBSCRIBE_DENIED, Denial.ofAnswer(answer))
                            : Future.succeededFuture(granted);
                });
    }

    /** {@return succeeds if a connection that is subscribed to a topic, or about to be, would be allowed to, still} */
    Future<Void> stay(Session session, RequestTrace cause, Topic topic) {
        return subscribe(session, cause, topic.channel(), topic.pk(), Frames.subscribe(topic.channel(), topic.pk()))
                // Without a pk, pks may be granted instead of the channel itself.
                .compose(granted -> granted.stream().anyMatch(pk -> Objects.equals(pk, topic.pk()))
                        ? Future.succeededFuture()
                        : denied(WireError.SUBSCRIBE_DENIED, Denial.PK_NOT_LISTED));
    }

    private static List<String> granted(Object answer, String pk, List<String> asked) {
        if (answer instanceof Collection<?> pks) {
            Set<String> names = names(pks);
            if (pk != null) {
                return names.contains(pk) ? asked : List.of();
            }
            names.forEach(name -> WsNames.require("pk", name));
            return List.copyOf(names);
        }
        return Boolean.TRUE.equals(answer) ? asked : List.of();
    }

    /** {@return succeeds if the connection may publish to all pks, or to the channel itself if there are none} */
    Future<Void> publish(Session session, String channel, List<String> pks, WsMessage message, WireError refusal) {
        WsCredentials who = session.who();
        if (who == null) {
            return denied(refusal, Denial.ANONYMOUS);
        }
        Optional<ChannelHandler> handler = registry.channel(channel);
        if (handler.isEmpty()) {
            OpenChannelConfig open = config.channels().get(channel);
            return open != null && open.publish()
                    ? Future.succeededFuture()
                    : denied(refusal, Denial.ofOpenChannel(open));
        }
        if (handler.get().publishExecution() == Execution.ABSENT) {
            return denied(refusal, Denial.NO_METHOD);
        }
        return handler.get().permissionMillis() > 0
                ? askOnce(session, who, handler.get(), message, pks, refusal)
                : askAll(session, who, handler.get(), message, pks, refusal);
    }

    private Future<Void> askOnce(Session session, WsCredentials who, ChannelHandler handler, WsMessage message,
            List<String> pks, WireError refusal) {
        PublishGrants grants = session.grants();
        if (grants.cover(who, message.action(), message.channel(), pks, System.nanoTime())) {
            return Future.succeededFuture();
        }
        PublishGrants.Asked asked = grants.ask();
        return askAll(session, who, handler, message, pks, refusal).onSuccess(v -> grants.add(asked, message.action(),
                message.channel(), pks, handler.permissionMillis(), System.nanoTime()));
    }

    private Future<Void> askAll(Session session, WsCredentials who, ChannelHandler handler, WsMessage message,
            List<String> pks, WireError refusal) {
        if (handler.publishGrantsPks() || pks.size() < 2) {
            return ask(session, who, handler, message, pks, refusal);
        }
        Future<Void> all = Future.succeededFuture();
        for (String pk : pks) {
            all = all.compose(v -> ask(session, who, handler, message.forPk(pk), List.of(pk), refusal));
        }
        return all;
    }

    private Future<Void> ask(Session session, WsCredentials who, ChannelHandler handler, WsMessage message,
            List<String> pks, WireError refusal) {
        return session.onLoop(calls.ask(session, session.trace(), Method.PUBLISH, handler.channel(), handler.publishExecution(),
                () -> handler.canPublishTo(who, message))).compose(answer -> {
                    if (answer instanceof Collection<?> granted) {
                        Set<String> names = names(granted);
                        return pks.stream().filter(pk -> !names.contains(pk)).findFirst()
                                .map(pk -> Permissions.<Void>denied(refusal, pk, Denial.ofAnswer(answer)))
                                .orElseGet(() -> pks.isEmpty()
                                        ? denied(refusal, Denial.ofAnswer(answer))
                                        : Future.succeededFuture());
                    }
                    return Boolean.TRUE.equals(answer)
                            ? Future.succeededFuture()
                            : denied(refusal, pks.isEmpty() ? null : pks.get(0), Denial.ofAnswer(answer));
                });
    }

    private static Set<String> names(Collection<?> pks) {
        return pks.stream().filter(Objects::nonNull).map(Object::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static <T> Future<T> denied(WireError error, Denial why) {
        return denied(error, null, why);
    }

    private static <T> Future<T> denied(WireError error, String pk, Denial why) {
        return Future.failedFuture(new RefusedException(error, null, pk, why));
    }
}
