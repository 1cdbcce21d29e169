package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * What an authenticator found out.
 *
 * @param who the credentials
 * @param identity the identity that Quarkus knows; {@code null} if there is none
 * @param authenticator the kind of the authenticator, whose hooks are called
 */
record Verified(WsCredentials who, SecurityIdentity identity, String authenticator) {
}
