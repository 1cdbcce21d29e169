package io.quarkiverse.ws4redis.benchmarks.server;

import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.smallrye.common.annotation.NonBlocking;

/** The cheapest authenticator that is one: each connection is an identity of its own, so presence works for each. */
@WsAuthenticator("terminal")
final class Terminal {

    private static final AtomicLong NEXT = new AtomicLong();

    private Terminal() {
    }

    @NonBlocking
    static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
        return "t1".equals(auth.token()) ? WsCredentials.of("terminal", NEXT.incrementAndGet()) : null;
    }
}
