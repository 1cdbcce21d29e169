package io.quarkiverse.ws4redis;

import java.util.Optional;

/**
 * Turns what the handshake carries, for example {@code ?token=...}, into an authentication request. Applications that need it
 * provide one CDI bean that implements this interface; without one, nothing in a URL authenticates.
 * <p>
 * URLs are written to the logs of proxies, browsers and servers: prefer the first message or a header. The extension warns at
 * start-up when such a bean exists, and never logs a query itself.
 */
@FunctionalInterface
public interface WsUrlAuthenticator {

    /**
     * Called once per connection, on its event loop: it must not block.
     *
     * @param handshake the HTTP request that opens the connection
     * @return the request that the authenticator of its kind will decide on, or empty to wait for an {@code auth} message
     */
    Optional<WsAuthRequest> authenticate(WsHandshake handshake);
}
