package io.quarkiverse.ws4redis.benchmarks.server;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.smallrye.common.annotation.NonBlocking;

/** The cheapest authenticator that is one: a token that all know, and a name of one's own, so that presence works for each. */
@WsAuthenticator("terminal")
final class Terminal {

    private Terminal() {
    }

    @NonBlocking
    static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
        return "t1".equals(auth.token())
                ? auth.text("name").map(name -> WsCredentials.of("terminal", name)).orElse(null)
                : null;
    }
}
