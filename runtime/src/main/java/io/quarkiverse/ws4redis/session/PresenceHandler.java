package io.quarkiverse.ws4redis.session;

import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.ChannelMember;
import io.quarkiverse.ws4redis.broker.ChannelPresence;
import io.quarkiverse.ws4redis.broker.ChannelState;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/** Handles {@code presence}: tells a subscriber who else is there. */
@Singleton
final class PresenceHandler {

    private final ChannelSettings settings;
    private final ChannelPresence presence;

    @Inject
    PresenceHandler(ChannelSettings settings, ChannelPresence presence) {
        this.settings = settings;
        this.presence = presence;
    }

    Future<String> handle(Session session, Request.Presence request) {
        Topic topic = new Topic(session.facility(), request.channel(), request.pk());
        if (!session.subscriptions().contains(topic)) {
            return Future.failedFuture(new RefusedException(WireError.PRESENCE_DENIED));
        }
        if (!settings.hasPresence(request.channel())) {
            return Future.failedFuture(new RefusedException(WireError.NO_PRESENCE));
        }
        return session.onLoop(presence.read(topic)).compose(state -> {
            if (!session.subscriptions().contains(topic)) {
                return Future.failedFuture(new RefusedException(WireError.PRESENCE_DENIED));
            }
            String fields = fields(state);
            if (request.envelope().id() == null) {
                session.send(Frames.presence(request.channel(), request.pk(), fields));
            }
            return Future.succeededFuture(fields);
        });
    }

    private static String fields(ChannelState state) {
        return "\"version\":" + state.version() + ",\"count\":" + state.count() + ",\"members\":"
                + state.present().stream().map(PresenceHandler::member).collect(Collectors.joining(",", "[", "]"));
    }

    private static String member(ChannelState.Present present) {
        ChannelMember member = present.member();
        return "{\"kind\":" + Frames.quote(member.kind()) + ",\"pk\":" + Frames.quote(member.pk()) + ",\"uuid\":"
                + Frames.quote(member.uuid()) + ",\"connections\":" + present.connections()
                + (member.meta() == null ? "}" : ",\"meta\":" + member.meta() + "}");
    }
}
