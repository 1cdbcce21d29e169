package io.quarkiverse.ws4redis.session;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsConnectionRef;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.WsPresence;
import io.quarkiverse.ws4redis.WsPublished;
import io.quarkiverse.ws4redis.broker.Control;
import io.quarkiverse.ws4redis.broker.ControlMessage;
import io.quarkiverse.ws4redis.broker.Presence;
import io.quarkiverse.ws4redis.broker.Published;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.tracing.RequestTrace;
import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The server API: what clients do by requests, without asking for permission, and what only a server may do. */
@Singleton
final class ServerApi implements Ws4Redis {

    private final String facility;
    private final Publisher publisher;
    private final Presence presence;
    private final ChannelMembers members;
    private final Control control;
    private final EntityKeys entities;
    private final ObjectMapper mapper;
    private final CommittedMessages committed;

    @Inject
    ServerApi(Ws4RedisConfig config, Publisher publisher, Presence presence, ChannelMembers members,
            Control control, EntityKeys entities, ObjectMapper mapper, CommittedMessages committed) {
        this(config.defaultFacility(), publisher, presence, members, control, entities, mapper, committed);
    }

    private ServerApi(String facility, Publisher publisher, Presence presence, ChannelMembers members,
            Control control, EntityKeys entities, ObjectMapper mapper, CommittedMessages committed) {
        this.facility = facility;
        this.publisher = publisher;
        this.presence = presence;
        this.members = members;
        this.control = control;
        this.entities = entities;
        this.mapper = mapper;
        this.committed = committed;
    }

    @Override
    public Ws4Redis facility(String name) {
        return new ServerApi(WsNames.require("facility", name), publisher, presence, members, control, entities,
                mapper, committed);
    }

    @Override
    public AfterCommit afterCommit() {
        return new AfterCommit() {
            @Override
            public void publish(String channel, Object pk, Object message) {
                Topic to = topic(channel, name(pk));
                deferred(() -> to, message);
            }

            @Override
            public void publish(Object entity, Object message) {
                deferred(() -> topic(entity), message);
            }

            @Override
            public void sendToUser(String user, Object message) {
                publish(WsCredentials.USER_CHANNEL, user, message);
            }

            @Override
            public void broadcast(Object message) {
                deferred(() -> topic(WsCredentials.BROADCAST_CHANNEL, null), message);
            }

            @Override
            public void recheck(String kind, Object pk) {
                PermissionChanges changes = new PermissionChanges();
                changes.ofIdentity(kind, name(pk));
                committed.recheck(facility, changes);
            }

            @Override
            public void recheckSubscribers(String channel, Object pk) {
                PermissionChanges changes = new PermissionChanges();
                changes.ofSubscribers(channel, pk == null ? null : name(pk));
                committed.recheck(facility, changes);
            }
        };
    }

    private void deferred(Supplier<Topic> to, Object message) {
        String json = json(message);
        committed.send(() -> new TopicMessage(to.get(), json));
    }

    @Override
    public Uni<Integer> publish(String channel, Object pk, Object message) {
        return send(() -> topic(channel, name(pk)), message);
    }

    @Override
    public Uni<WsPublished> publishOnce(String channel, Object pk, String key, Object message) {
        return uni(() -> {
            // Clients' keys begin with a kind.
            return publisher.publish(topic(channel, name(pk)), json(message), ":" + WsNames.require("key", key))
                    .map(result -> new WsPublished(result.receivers(), result.offset()));
        });
    }

    @Override
    public Uni<Integer> publishAll(String channel, Collection<?> pks, Object message) {
        return pks.isEmpty() ? Uni.createFrom().item(0) : uni(() -> {
            WsNames.require("channel", channel);
            List<String> names = pks.stream().map(ServerApi::name).distinct().toList();
            return publisher.publish(RequestTrace.NONE, facility, channel, names, json(message), null)
                    .map(all -> all.stream().mapToInt(Published::receivers).sum());
        });
    }

    @Override
    public Uni<Integer> publishToChannel(String channel, Object message) {
        return send(() -> topic(channel, null), message);
    }

    @Override
    public Uni<Integer> publish(Object entity, Object message) {
        return send(() -> topic(entity), message);
    }

    @Override
    public Uni<Integer> sendToUser(String user, Object message) {
        return publish(WsCredentials.USER_CHANNEL, user, message);
    }

    @Override
    public Uni<Integer> sendTo(String kind, String uuid, Object message) {
        return send(() -> topic(WsCredentials.of(kind, uuid).personalChannel(), uuid), message);
    }

    @Override
    public Uni<Integer> broadcast(Object message) {
        return send(() -> topic(WsCredentials.BROADCAST_CHANNEL, null), message);
    }

    @Override
    public Uni<Boolean> isOnline(String kind, Object pk) {
        return uni(() -> presence.isOnline(kind(kind), name(pk)));
    }

    @Override
    public Uni<List<WsConnectionRef>> connections(String kind, Object pk) {
        return uni(() -> presence.connections(kind(kind), name(pk)).map(refs -> refs.stream()
                .map(ref -> new WsConnectionRef(ref.nodeId(), ref.connectionId())).toList()));
    }

    @Override
    public Uni<WsPresence> presence(String channel, Object pk) {
        return uni(() -> members.read(new Topic(facility, WsNames.require("channel", channel), pk == null ? null : name(pk))));
    }

    @Override
    public Uni<Void> disconnect(String connectionId) {
        return uni(() -> control.sendAll(new ControlMessage.CloseConnection(
                Objects.requireNonNull(connectionId, "connectionId"), CloseCode.LOGGED_OUT.code())));
    }

    @Override
    public Uni<Void> logout(String kind, Object pk) {
        return uni(() -> control.sendAll(new ControlMessage.CloseIdentity(kind(kind), name(pk), CloseCode.LOGGED_OUT.code())));
    }

    @Override
    public Uni<Void> recheck(String kind, Object pk) {
        return uni(() -> control.sendAll(new ControlMessage.Recheck(kind(kind), name(pk))));
    }

    @Override
    public Uni<Void> recheckSubscribers(String channel, Object pk) {
        return uni(() -> control.sendAll(new ControlMessage.RecheckSubscribers(WsNames.require("channel", channel),
                Collections.singletonList(pk == null ? null : name(pk)))));
    }

    /** Where to; {@code pk} {@code null} is the channel itself. */
    private Topic topic(String channel, String pk) {
        return new Topic(facility, WsNames.require("channel", channel), pk == null ? null : WsNames.require("pk", pk));
    }

    private Topic topic(Object entity) {
        EntityKeys.Key key = entities.of(entity);
        return topic(key.channel(), key.pk());
    }

    private Uni<Integer> send(Supplier<Topic> to, Object message) {
        return uni(() -> publisher.publish(to.get(), json(message), null).map(Published::receivers));
    }

    private static <T> Uni<T> uni(Supplier<Future<T>> call) {
        Uni<T> result = Uni.createFrom().completionStage(() -> call.get().toCompletionStage());
        return Uni.createFrom().deferred(() -> {
            Context context = Context.isOnEventLoopThread() ? Vertx.currentContext() : null;
            return context == null ? result : result.emitOn(task -> on(context, task));
        });
    }

    private static void on(Context context, Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(v -> task.run());
        }
    }

    private static String kind(String kind) {
        return WsNames.require("kind", kind);
    }

    private static String name(Object pk) {
        return WsNames.require("pk", pk == null ? null : pk.toString());
    }

    private String json(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("message cannot be written as JSON: " + message.getClass().getName(), e);
        }
    }
}
