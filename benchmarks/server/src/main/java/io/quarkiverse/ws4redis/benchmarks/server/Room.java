package io.quarkiverse.ws4redis.benchmarks.server;

import java.util.Set;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.smallrye.common.annotation.NonBlocking;

/** Permissions that look at who asks and what for, in memory. */
@WsChannel("room")
final class Room {

    private static final Set<String> KINDS = Set.of("terminal", WsCredentials.MEMBER);

    private Room() {
    }

    @NonBlocking
    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        return mayUse(who, message);
    }

    @NonBlocking
    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        return mayUse(who, message);
    }

    @NonBlocking
    static String onWS4RedisMessage(WsMessage message) {
        return message.pk();
    }

    private static boolean mayUse(WsCredentials who, WsMessage message) {
        return KINDS.contains(who.kind()) && message.pkAsLong().isPresent();
    }
}
