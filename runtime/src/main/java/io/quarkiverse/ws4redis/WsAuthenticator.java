package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a class authenticates connections which send {@code {"action":"auth","kind":"<value>",...}}.
 * <p>
 * The class (a Panache entity, a plain entity, any class with static methods, or a CDI bean with instance methods) declares
 * {@code authWS4RedisConnection}, which returns {@link WsCredentials} or {@code null} for "refused", plain or as
 * {@code Uni}. It may take a {@link WsAuthRequest}, a {@code JsonWebToken} (kind {@code jwt} only, already verified) or a
 * record of its own that Jackson binds from the request, in any order, or nothing.
 * <p>
 * Optional hooks on the same class: {@code onWS4RedisOnline(WsCredentials)}, called when the first connection of an identity
 * appears in the cluster, and {@code onWS4RedisOffline(WsCredentials)}, called when its last one is gone, also when a node
 * died.
 *
 * <pre>
 * &#64;Entity
 * &#64;WsAuthenticator("terminal")
 * public class Terminal extends PanacheEntity {
 *     public String token;
 *
 *     static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
 *         Terminal t = find("token", auth.token()).firstResult();
 *         return t == null ? null : WsCredentials.of("terminal", t.id).onlyOne(true);
 *     }
 * }
 * </pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WsAuthenticator {

    /**
     * The kind that clients name in their {@code auth} request; unique in the application. Kind {@code jwt} replaces the
     * built-in mapping of a verified token to credentials.
     *
     * @return 1 to 128 characters, without {@code :} and control characters
     */
    String value();
}
