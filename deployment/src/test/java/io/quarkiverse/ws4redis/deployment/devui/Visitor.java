package io.quarkiverse.ws4redis.deployment.devui;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;

@WsAuthenticator("visitor")
public class Visitor {

    static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
        return "open sesame".equals(auth.token()) ? WsCredentials.of("visitor", 7) : null;
    }
}
