package io.quarkiverse.ws4redis.session;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsPresence;
import io.quarkiverse.ws4redis.broker.ChannelMember;
import io.quarkiverse.ws4redis.broker.ChannelPresence;
import io.quarkiverse.ws4redis.broker.ChannelState;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;

/** Sees to it that the subscribers of channels with presence are present in them. */
@Singleton
final class ChannelMembers {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final ChannelSettings settings;
    private final ChannelPresence presence;
    private final ObjectMapper mapper;

    @Inject
    ChannelMembers(ChannelSettings settings, ChannelPresence presence, ObjectMapper mapper) {
        this.settings = settings;
        this.presence = presence;
        this.mapper = mapper;
    }

    /** A connection has subscribed. On its event loop, where the result arrives too; never fails, Redis will be told. */
    Future<Void> join(Session session, Topic topic) {
        if (!settings.hasPresence(topic.channel())) {
            return Future.succeededFuture();
        }
        WsCredentials who = session.who();
        ChannelMember member = new ChannelMember(who.kind(), who.pk(), who.uuid(),
                who.meta().isEmpty() ? null : json(who.meta()));
        return session.onLoop(presence.join(topic, session.id(), member).otherwiseEmpty());
    }

    /** A subscription has ended. */
    void leave(Session session, Topic topic) {
        if (settings.hasPresence(topic.channel())) {
            presence.leave(topic, session.id());
        }
    }

    /** Who is present in a channel, for the application. */
    Future<WsPresence> read(Topic topic) {
        if (!settings.hasPresence(topic.channel())) {
            throw new IllegalArgumentException("channel " + topic.channel() + " has no presence: declare it by "
                    + "@WsChannel(presence = true) or quarkus.ws4redis.channels." + topic.channel() + ".presence=true");
        }
        return presence.read(topic).map(state -> new WsPresence(state.version(), state.count(),
                state.present().stream().map(this::member).toList()));
    }

    private WsPresence.Member member(ChannelState.Present present) {
        ChannelMember member = present.member();
        return new WsPresence.Member(member.kind(), member.pk(), member.uuid(), present.connections(), meta(member.meta()));
    }

    private Map<String, Object> meta(String json) {
        try {
            return json == null ? Map.of() : mapper.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("meta is not JSON", e);
        }
    }

    private String json(Map<String, Object> meta) {
        try {
            return mapper.writeValueAsString(meta);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("meta cannot be written as JSON", e);
        }
    }
}
