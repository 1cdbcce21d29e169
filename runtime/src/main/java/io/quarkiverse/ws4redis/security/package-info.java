/** Who a connection may be: tokens, identities of the HTTP upgrade, the handshake's checks. Internal to the extension. */
package io.quarkiverse.ws4redis.security;
