package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a class decides who may use a channel.
 * <p>
 * The class (a Panache entity, a plain entity, any class with static methods, or a CDI bean with instance methods) declares
 * up to three kinds of methods. Each may return its value plain or as {@code Uni}, may leave out parameters it does not
 * need, and may take a record of its own, bound with Jackson from the whole request, in place of {@link WsMessage}.
 * <ul>
 * <li>{@code canSubscribeTo(WsCredentials, WsMessage)} returns {@code boolean} or the collection of pks granted. Without it
 * nobody can subscribe.</li>
 * <li>{@code canPublishTo(WsCredentials, WsMessage)} returns {@code boolean}, asked once for each pk, or the collection of
 * pks granted, asked once for the whole request. Without it no client can publish.</li>
 * <li>{@code onWS4RedisMessage(WsCredentials, WsMessage)} handles custom actions, and methods with {@link WsAction} one of
 * them each. They run only after {@code canPublishTo} agreed; what they return is the {@code "result"} of a request with
 * an {@code id}.</li>
 * </ul>
 * Anonymous connections never reach these methods: they are refused before.
 * <p>
 * A method with a plain return value runs on a worker thread (or on a virtual thread with {@code @RunOnVirtualThread}) with
 * an active CDI request context and may be {@code @Transactional}; one that returns {@code Uni}, or is annotated
 * {@code @NonBlocking}, runs on the event loop.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WsChannel {

    /**
     * The channel's name; unique in the application.
     *
     * @return 1 to 128 characters, without {@code :} and control characters; not {@code broadcast}, which is the server's
     */
    String value();

    /**
     * The messages that Redis keeps; by default none.
     *
     * @return how many and how long
     */
    WsHistory history() default @WsHistory(size = 0, ttl = "");

    /**
     * Whether subscribers learn who else is there: they may ask by the action {@code presence}, and are told who comes and
     * goes. Costs a Redis script for each subscription.
     *
     * @return true for presence
     */
    boolean presence() default false;

    /**
     * What becomes of the channel's messages for a connection that does not keep up. With {@link #history()} it is closed in
     * any case: of messages that are counted none may be missing.
     *
     * @return by default, that the connection is closed
     */
    SlowConsumer slowConsumer() default SlowConsumer.CLOSE;

    /**
     * How long a connection that was allowed to publish is not asked about again: {@code canPublishTo} is then called once for
     * each action and pk in that time, and not for each message. Only for a {@code canPublishTo} that does not look into the
     * message. Denials are not remembered, and a {@link #recheck}, a new identity and new credentials end all that is.
     *
     * @return a duration more than 0 as in Quarkus' configuration, for example {@code 30S}; by default every message is asked
     *         about
     */
    String permissionTtl() default "";

    /**
     * The changes of the entity's own rows after which the subscribers of the pk that is the row's identifier are asked about again
     * by {@code canSubscribeTo}. Only on an entity. See {@link WsRecheck}, by which other entities say that permissions depend on
     * them.
     *
     * @return by default none
     */
    WsChange[] recheck() default {};

    /**
     * The changes of the entity's own rows that are published to the channel, each under its identifier as pk, after the
     * transaction that made them has committed. Only on an entity, and with {@link #projection} or {@link #view}. See
     * {@link WsBroadcast}, which does it for the channels of other entities.
     *
     * @return by default none
     */
    WsChange[] broadcasts() default {};

    /**
     * What {@link #broadcasts} sends of the entity: see {@link WsBroadcast#projection}.
     *
     * @return the class; none with {@link #view}
     */
    Class<?> projection() default void.class;

    /**
     * What {@link #broadcasts} sends of the entity: see {@link WsBroadcast#view}.
     *
     * @return the view; none with {@link #projection}
     */
    Class<?> view() default void.class;
}
