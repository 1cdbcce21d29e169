package io.quarkiverse.ws4redis.it;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;
import io.smallrye.common.annotation.NonBlocking;

/** A channel with history, open to everybody who is authenticated. */
@WsChannel(value = "journal", history = @WsHistory(size = 500, ttl = "1H"))
final class Journal {

    private Journal() {
    }

    @NonBlocking
    static boolean canSubscribeTo(WsMessage message) {
        return message.pk() != null;
    }

    @NonBlocking
    static boolean canPublishTo() {
        return true;
    }
}
