package io.quarkiverse.ws4redis.deployment.devui;

import io.quarkiverse.ws4redis.WsChannel;

@WsChannel("board")
public class Board {

    static Boolean canSubscribeTo() {
        return null;
    }
}
