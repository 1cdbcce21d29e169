package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many messages of a {@link WsChannel}, for each of its pks, Redis keeps. Clients that reconnect get what they missed, and a
 * node that loses its link to Redis gives its connections what they missed without their noticing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface WsHistory {

    /**
     * How many messages are kept.
     *
     * @return at least 1
     */
    int size();

    /**
     * How long they are kept after the last one.
     *
     * @return a duration more than 0 as in Quarkus' configuration, for example {@code 10M}, {@code 1H} or {@code P7D}
     */
    String ttl();
}
