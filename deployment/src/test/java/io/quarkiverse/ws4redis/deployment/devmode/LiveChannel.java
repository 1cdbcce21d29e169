package io.quarkiverse.ws4redis.deployment.devmode;

import io.quarkiverse.ws4redis.WsChannel;

@WsChannel("first")
public class LiveChannel {

    static boolean canSubscribeTo() {
        return true;
    }
}
