package io.quarkiverse.ws4redis.it;

import io.quarkiverse.ws4redis.WsChannel;
import io.smallrye.common.annotation.NonBlocking;

/**
 * The original's model without any hook. A class without methods is a build error here, so this one says in so many words
 * what no method means: nobody may subscribe, and nobody may publish.
 */
@WsChannel("bare")
final class Bare {

    private Bare() {
    }

    @NonBlocking
    static boolean canSubscribeTo() {
        return false;
    }
}
