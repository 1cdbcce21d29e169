package io.quarkiverse.ws4redis.session;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * What newer credentials mean to a connection that has an identity already. Whatever a permission method can look at and is not
 * known to be the same counts as changed; what only says how old credentials are does not, or every renewal would be a change.
 * What checkers of an identity's permissions would say cannot be seen.
 */
final class Renewal {

    private static final Logger LOG = Logger.getLogger(Renewal.class);

    /** How old a token is, and which one of many with the same content. */
    private static final Set<String> AGE_CLAIMS = Set.of(Claims.exp.name(), Claims.iat.name(), Claims.nbf.name(),
            Claims.jti.name(), Claims.raw_token.name());

    private Renewal() {
    }

    /** {@return whether the connection stays who it is, under the same terms} */
    static boolean isOf(Session session, Verified newer) {
        WsCredentials who = newer.who();
        return who.sameIdentity(session.who()) && who.uuid().equals(session.who().uuid())
                && who.onlyOne() == session.who().onlyOne()
                && newer.authenticator().equals(session.member().authenticator());
    }

    /** {@return whether permission methods could answer otherwise than for the credentials and the identity before} */
    static boolean mayChangePermissions(WsCredentials before, SecurityIdentity identity, Verified newer) {
        WsCredentials now = newer.who();
        try {
            // Entities that are equal may well differ in what permissions depend on.
            return before.instance() != now.instance() || !before.meta().equals(now.meta())
                    || !isSame(identity, newer.identity());
        } catch (RuntimeException e) {
            // An application's own, of which nothing is known.
            LOG.debugf("Identities that cannot be compared: %s", e.getClass().getName());
            return true;
        }
    }

    private static boolean isSame(SecurityIdentity before, SecurityIdentity now) {
        if (before == null || now == null) {
            return before == now;
        }
        return before == now || before.getRoles().equals(now.getRoles())
                && before.getPermissions().equals(now.getPermissions())
                && isSame(before.getPrincipal(), now.getPrincipal())
                && isSame(before.getAttributes(), now.getAttributes());
    }

    private static boolean isSame(Map<String, Object> before, Map<String, Object> now) {
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(now.keySet());
        names.remove(AuthHandler.EXPIRE_TIME);
        return names.stream().allMatch(name -> isSame(before.get(name), now.get(name)));
    }

    /** One of the attributes is the principal. */
    private static boolean isSame(Object before, Object now) {
        return before instanceof JsonWebToken token && now instanceof JsonWebToken newer
                ? isSame(token, newer)
                : Objects.equals(before, now);
    }

    private static boolean isSame(JsonWebToken before, JsonWebToken now) {
        Set<String> names = new HashSet<>(before.getClaimNames());
        names.addAll(now.getClaimNames());
        names.removeAll(AGE_CLAIMS);
        return Objects.equals(before.getName(), now.getName())
                && names.stream().allMatch(name -> Objects.equals(before.getClaim(name), now.getClaim(name)));
    }
}
