package io.quarkiverse.ws4redis.sample;

import java.util.Map;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.arc.Arc;

/** Who is typing in a room. A channel beside the room's, without history: nobody needs to know later. */
@WsChannel("typing")
public final class Typing {

    private Typing() {
    }

    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        return message.pkAsLong().map(pk -> Room.hasMember(pk, who.pk())).orElse(false);
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        return message.action().equals("typing") && canSubscribeTo(who, message);
    }

    @WsAction("typing")
    static void typing(WsCredentials who, WsMessage message) {
        Arc.container().instance(Ws4Redis.class).get().publishAndAwait("typing", message.pk(), Map.of("from", who.pk()));
    }
}
