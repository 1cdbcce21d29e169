package io.quarkiverse.ws4redis.it;

import java.time.Duration;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** A channel whose subscribers see each other. */
@WsChannel(value = "lounge", presence = true)
final class Lounge {

    private Lounge() {
    }

    @NonBlocking
    static boolean canSubscribeTo() {
        return true;
    }

    @NonBlocking
    static boolean canPublishTo() {
        return true;
    }

    @WsAction("order")
    static Uni<String> order() {
        return Uni.createFrom().item("tea").onItem().delayIt().by(Duration.ofSeconds(1));
    }
}
