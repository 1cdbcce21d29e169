package io.quarkiverse.ws4redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whose permissions depend on an entity: when one of its rows has changed, subscriptions that are held are asked about
 * again by {@code canSubscribeTo}, on all nodes, and end if they are not permitted any more. It happens after the transaction
 * has committed, and never if it rolls back. For the channel that the entity itself declares, {@link WsChannel#recheck} says
 * the same.
 *
 * <pre>
 * &#64;Entity
 * &#64;WsRecheck(channel = "room", via = "room")    // everybody who is subscribed to that room
 * &#64;WsRecheck(kind = "member", via = "member")   // or only that member, whatever they are subscribed to
 * public class Membership extends PanacheEntity {
 *     &#64;ManyToOne
 *     public Room room;
 *     &#64;ManyToOne
 *     public Member member;
 * }
 * </pre>
 *
 * The second way costs less where a room has many members and a row is about one of them. If the way leads elsewhere after the
 * change, both ends count.
 * <p>
 * The changes are those that Hibernate writes, as with {@link WsBroadcast}; for all others there is
 * {@link Ws4Redis#recheck} and {@link Ws4Redis#recheckSubscribers}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(WsRecheck.List.class)
public @interface WsRecheck {

    /**
     * The channel whose subscribers are asked about: those of the pk that {@link #via} leads to.
     *
     * @return a channel that a class of the application declares; by default that of the entity which {@link #via} leads to; none
     *         with {@link #kind}
     */
    String channel() default "";

    /**
     * The kind of the identity whose subscriptions, all of them, are asked about. Its pk is the identifier that {@link #via} leads
     * to.
     *
     * @return the kind of its {@link WsCredentials}; none with {@link #channel}
     */
    String kind() default "";

    /**
     * The way from the entity to the one whose identifier is the pk.
     *
     * @return names of to-one associations with dots between them, for example {@code room} or {@code room.house}; by default it
     *         is the entity itself
     */
    String via() default "";

    /**
     * The changes after which is asked.
     *
     * @return at least one; by default all but a new row, which mostly permits something
     */
    WsChange[] changes() default {WsChange.UPDATED, WsChange.REMOVED};

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {

        /** {@return what is asked about} */
        WsRecheck[] value();
    }
}
