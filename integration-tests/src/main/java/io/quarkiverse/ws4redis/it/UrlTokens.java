package io.quarkiverse.ws4redis.it;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsHandshake;
import io.quarkiverse.ws4redis.WsUrlAuthenticator;

/** {@code ?token=} is a terminal's token, {@code ?session_key=} a member's key, as in the original. */
@ApplicationScoped
public class UrlTokens implements WsUrlAuthenticator {

    @Override
    public Optional<WsAuthRequest> authenticate(WsHandshake handshake) {
        return handshake.queryParam("token").map(token -> WsAuthRequest.of("terminal", token))
                .or(() -> handshake.queryParam("session_key").map(key -> WsAuthRequest.of("session", key)));
    }
}
