package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a method of a {@link WsChannel} class handle one custom action. Its parameters, return value and thread are those of
 * {@code onWS4RedisMessage}, which remains the handler for all other custom actions.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WsAction {

    /**
     * The action's name, unique in its channel.
     *
     * @return 1 to 128 characters; none of the protocol's own actions ({@code auth}, {@code subscribe}, {@code unsubscribe},
     *         {@code resubscribe}, {@code publish}, {@code presence}, {@code history})
     */
    String value();
}
