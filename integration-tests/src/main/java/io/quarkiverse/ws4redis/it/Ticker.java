package io.quarkiverse.ws4redis.it;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsChannel;
import io.smallrye.common.annotation.NonBlocking;

/** Of each price only the newest matters. */
@WsChannel(value = "ticker", slowConsumer = SlowConsumer.LATEST)
final class Ticker {

    private Ticker() {
    }

    @NonBlocking
    static boolean canSubscribeTo() {
        return true;
    }
}
