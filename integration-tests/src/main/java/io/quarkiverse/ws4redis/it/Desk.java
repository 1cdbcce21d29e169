package io.quarkiverse.ws4redis.it;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;

/** A channel whose permission to publish costs a query, which is remembered. */
@WsChannel(value = "desk", permissionTtl = "1H")
final class Desk {

    private Desk() {
    }

    static boolean canSubscribeTo() {
        return true;
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        long group = message.pkAsLong().orElseThrow();
        return Member.count("select count(m) from Member m join m.groups g where m.id = ?1 and g = ?2",
                Long.parseLong(who.pk()), group) > 0;
    }
}
